package dev.foliot.recording;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads the blocks of a recording, one after another, each checked against its sum. A daemon or a machine that ended in the
 * midst of writing leaves a last block that is cut off or zeros: there the recording ends. Anything else that does not fit
 * is damage.
 */
final class RecordingReader implements AutoCloseable {
    /** What a recording starts with: what it is, and the version of its format. */
    static final byte[] MAGIC = "foliot recording 1\n".getBytes(StandardCharsets.US_ASCII);

    /** Length and checksum. */
    static final int BLOCK_HEADER = 8;

    /** Far more than the core can be told in one turn: every socket's batch full of the largest datagrams. */
    static final int LONGEST_BLOCK = 8 << 20;

    private final Path file;
    private final DataInputStream in;
    private final long size;
    private long offset;
    private boolean cutOff;
    private boolean ended;

    /**
     * What was written at one time.
     *
     * @param content without length and checksum, backed by an array of its own
     * @param offset of the content in the file
     */
    record Block(ByteBuffer content, long offset) {}

    RecordingReader(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RecordingException(file, 0, "this is no file that a recording could be in");
        }
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        this.size = Files.size(file);
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            in.close();
            throw new RecordingException(file, 0, "this is no recording, or one of another version's format");
        }
        this.offset = MAGIC.length;
    }

    /** The next block; null when there is none that is whole. */
    Block next() throws RecordingException {
        try {
            Block block = ended ? null : read();
            ended = block == null;
            return block;
        } catch (IOException e) {
            throw e instanceof RecordingException damage
                    ? damage
                    : new RecordingException(file, offset, "it cannot be read: " + e.getMessage());
        }
    }

    private Block read() throws IOException {
        long left = size - offset;
        if (left < BLOCK_HEADER) {
            cutOff |= left > 0;
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length == 0 && checksum == 0) {
            cutOff = true;
            return null;
        }
        if (length <= 0 || length > LONGEST_BLOCK) {
            throw new RecordingException(
                    file, offset, "a block of " + Integer.toUnsignedString(length) + " bytes cannot be");
        }
        if (length > left - BLOCK_HEADER) {
            cutOff = true;
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || checksum(bytes) != checksum) {
            throw new RecordingException(file, offset, "a block is damaged: its checksum does not fit");
        }
        long start = offset + BLOCK_HEADER;
        offset = start + length;
        return new Block(ByteBuffer.wrap(bytes), start);
    }

    /** CRC-32C over the length, as it is written, and the bytes. */
    static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Whether the file ends in the midst of a block. */
    boolean cutOff() {
        return cutOff;
    }

    Path file() {
        return file;
    }

    /** How much has been read, in bytes. */
    long offset() {
        return offset;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
