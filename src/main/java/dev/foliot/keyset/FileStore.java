package dev.foliot.keyset;

import dev.foliot.nts.MasterKey;
import dev.foliot.platform.DiskFiles;
import dev.foliot.platform.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keys in a file, of this machine alone or distributed by somebody. It is read again whenever it has changed, whoever has
 * changed it. Keys of our own that cannot be written are used all the same, and written when that is possible.
 */
final class FileStore implements KeyStore {
    private final Path file;
    private final boolean ours;
    private SecretFile.Stamp seen;
    private String refusal = "";
    private boolean empty;
    private Optional<List<MasterKey>> unwritten = Optional.empty();

    /** @param ours whether this machine makes the keys; otherwise it never writes the file */
    FileStore(Path file, boolean ours) {
        this.file = file;
        this.ours = ours;
    }

    @Override
    public Optional<List<MasterKey>> look() throws IOException {
        if (unwritten.isPresent()) {
            write(unwritten.get());
        }
        SecretFile.Stamp stamp;
        try {
            stamp = SecretFile.Stamp.of(file);
        } catch (NoSuchFileException e) {
            empty = true;
            seen = null;
            if (ours) {
                return Optional.empty();
            }
            throw e;
        }
        empty = false;
        if (stamp.equals(seen)) {
            refuseAgain();
            return Optional.empty();
        }
        seen = stamp;
        return Optional.of(read());
    }

    /** What was wrong with the file when it was read is still so: it has not changed. */
    private void refuseAgain() throws IOException {
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
    }

    private List<MasterKey> read() throws IOException {
        try {
            byte[] bytes = SecretFile.read(file, KeyText.LONGEST);
            List<MasterKey> keys = parse(bytes);
            refusal = "";
            return keys;
        } catch (IOException e) {
            refusal = Reason.of(e);
            throw e;
        }
    }

    private List<MasterKey> parse(byte[] bytes) throws IOException {
        try {
            return KeyText.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(file + ": it is not a file of keys: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isEmpty() {
        return empty;
    }

    @Override
    public boolean isOurs() {
        return ours;
    }

    @Override
    public boolean replace(List<MasterKey> keys) {
        unwritten = Optional.of(keys);
        try {
            write(keys);
        } catch (IOException e) {
            // The next look tries again, and tells why it does not succeed either.
        }
        return true;
    }

    /** @throws IOException when they could not be; what was there before is there still */
    void write(List<MasterKey> keys) throws IOException {
        try {
            DiskFiles.replaceSecret(file, KeyText.write(keys).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException("the keys cannot be written: " + Reason.of(e), e);
        }
        unwritten = Optional.empty();
        refusal = "";
        empty = false;
        seen = null;
    }

    @Override
    public String description() {
        return file.toString();
    }

    @Override
    public void close() {
        // Files are open only while they are read or written.
    }
}
