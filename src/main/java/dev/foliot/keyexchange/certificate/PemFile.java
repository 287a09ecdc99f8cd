package dev.foliot.keyexchange.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a file in the textual encoding of RFC 7468. What stands between them is explanation, and skipped. */
final class PemFile {
    /** A bundle with every authority of the world has a quarter of a mebibyte. */
    private static final int MAX_BYTES = 4 << 20;

    private static final Pattern BOUNDARY = Pattern.compile("-----(BEGIN|END) ([A-Z0-9 ]+)-----");

    /**
     * One block.
     *
     * @param label what it calls itself, as in {@code -----BEGIN label-----}
     * @param line where it begins; the first line is 1
     * @param der its content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String label, int line, byte[] der) {}

    private PemFile() {}

    static List<Block> read(Path file) throws CertificateFileException {
        // Whoever opens a FIFO waits for a writer.
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new CertificateFileException(
                    file, Files.isDirectory(file) ? "is a directory, not a file" : "is not a regular file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new CertificateFileException(file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new CertificateFileException(file, "may not be read by the user that Foliot runs as", e);
        } catch (IOException e) {
            throw new CertificateFileException(file, "cannot be read: " + e.getMessage(), e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new CertificateFileException(file, "is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        return blocks(file, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static List<Block> blocks(Path file, String text) throws CertificateFileException {
        List<Block> blocks = new ArrayList<>();
        String label = null;
        int begun = 0;
        int number = 0;
        StringBuilder content = new StringBuilder();
        for (String raw : (Iterable<String>) text.lines()::iterator) {
            number++;
            String line = raw.strip();
            Matcher boundary = BOUNDARY.matcher(line);
            if (!boundary.matches()) {
                content.append(label == null ? "" : line);
                continue;
            }
            boolean begins = boundary.group(1).equals("BEGIN");
            if (begins != (label == null) || !begins && !boundary.group(2).equals(label)) {
                throw new CertificateFileException(file, "line " + number + ": " + line + " is out of place");
            }
            if (begins) {
                label = boundary.group(2);
                begun = number;
            } else {
                blocks.add(new Block(label, begun, decode(file, begun, content.toString())));
                label = null;
            }
            content.setLength(0);
        }
        if (label != null) {
            throw new CertificateFileException(file, "line " + begun + ": this " + label + " has no end");
        }
        return blocks;
    }

    private static byte[] decode(Path file, int line, String content) throws CertificateFileException {
        if (content.startsWith("Proc-Type:") && content.contains("ENCRYPTED")) {
            throw PrivateKeyReader.encrypted(file, line);
        }
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new CertificateFileException(file, "line " + line + ": this block is not base64", e);
        }
    }
}
