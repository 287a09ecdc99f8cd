package dev.foliot.recording;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a recording, taken apart and put together again, with sums that fit. */
public final class Blocks {
    private Blocks() {}

    /** What is in each block of a recording. */
    public static List<byte[]> read(Path file) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        try (RecordingReader reader = new RecordingReader(file)) {
            RecordingReader.Block block = reader.next();
            while (block != null) {
                blocks.add(block.content().array());
                block = reader.next();
            }
        }
        return blocks;
    }

    /** A recording of these blocks. */
    public static void write(Path file, List<byte[]> blocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(RecordingReader.MAGIC);
        for (byte[] block : blocks) {
            out.writeInt(block.length);
            out.writeInt(RecordingReader.checksum(block));
            out.write(block);
        }
        Files.write(file, bytes.toByteArray());
    }
}
