package dev.foliot.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How recordings are kept: bounded, private, and harmless. */
class RecordingWriterTest {
    private static final long PLENTY = 1 << 20;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("state").resolve("recording");
    }

    @Test
    void blocksComeBackInTheirOrder() throws IOException {
        write(PLENTY, block(1, 10), block(2, 3000));

        List<byte[]> read = Blocks.read(file);
        assertArrayEquals(block(1, 10), read.get(0));
        assertArrayEquals(block(2, 3000), read.get(1));
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        write(PLENTY, block(1, 10));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void earlierRunsAreKeptUnderOtherNames() throws IOException {
        for (int run = 1; run <= 12; run++) {
            write(PLENTY, block(run, 100));
        }

        assertEquals(12, Blocks.read(file).get(0)[0]);
        assertEquals(11, Blocks.read(earlier(1)).get(0)[0]);
        assertEquals(3, Blocks.read(earlier(9)).get(0)[0]);
        assertFalse(Files.exists(earlier(10)));
    }

    @Test
    void theOldestMakeRoomForTheNew() throws IOException {
        for (int run = 1; run <= 4; run++) {
            write(PLENTY, block(run, 3000));
        }
        write(10_000, block(5, 1000), block(5, 3000));

        assertTrue(Files.exists(earlier(1)), "that of the run before still has room");
        assertFalse(Files.exists(earlier(2)));
        assertTrue(Files.size(file) + Files.size(earlier(1)) <= 10_000);
    }

    @Test
    void aFullRecordingStopsAtABlockAndSaysSo() throws IOException {
        RecordingState state = write(5000, block(1, 2000), block(2, 2000), block(3, 2000), block(4, 10));

        assertEquals(2, Blocks.read(file).size(), "and nothing comes after a gap");
        assertTrue(state.problem().startsWith("it is full"), state::toString);
        assertEquals(Files.size(file), state.bytes());
    }

    @Test
    void aBlockThatNobodyCouldReadStopsTheRecording() throws IOException {
        RecordingState state =
                write(20 * PLENTY, block(1, 10), block(2, RecordingReader.LONGEST_BLOCK + 1), block(3, 10));

        assertEquals("too much has happened in one turn", state.problem());
        assertTrue(Blocks.read(file).size() <= 1);
    }

    @Test
    void whatIsNoRecordingIsNotTouched() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "the only copy of something\n");

        FileAlreadyExistsException e = assertThrows(FileAlreadyExistsException.class, () -> new Recorder(file, PLENTY));
        assertTrue(e.getMessage().endsWith("recording: exists, and is no recording"), e::getMessage);
        assertEquals("the only copy of something\n", Files.readString(file));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        write(PLENTY, block(1, 10));
        Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);

        assertThrows(FileAlreadyExistsException.class, () -> new Recorder(file, PLENTY));
    }

    @Test
    void aRunThatHadNoTimeToWriteAnythingIsNoObstacle() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);

        assertNull(write(PLENTY, block(1, 10)).problem());
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenStopsTheRecordingAlone() throws IOException {
        Files.writeString(directory.resolve("state"), "a file where a directory is to be");

        RecordingState state = write(PLENTY, block(1, 10));

        assertTrue(state.problem().contains("state"), state::toString);
        assertEquals(0, state.bytes());
    }

    private Path earlier(int run) {
        return file.resolveSibling("recording." + run);
    }

    private RecordingState write(long limitBytes, byte[]... blocks) {
        RecordingWriter writer = new RecordingWriter(new RecordingFiles(file), limitBytes);
        for (byte[] block : blocks) {
            writer.write(block);
        }
        writer.close();
        return writer.state();
    }

    private static byte[] block(int first, int length) {
        byte[] block = new byte[length];
        block[0] = (byte) first;
        return block;
    }
}
