package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.recording.Blocks;
import dev.foliot.recording.RecordingException;
import dev.foliot.recording.ReplayDifference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that are cut off, damaged or forged end in a clear word about the place, soon. */
class HostileRecordingTest {
    private static final int FORGERIES = 2000;
    /** Length and checksum. */
    private static final int BLOCK_HEADER = 8;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Logger LOG = Logger.getLogger("dev.foliot");

    @TempDir
    static Path directory;

    private static Path file;
    private static byte[] sound;
    private static List<byte[]> blocks;

    private final Path forged = directory.resolve("forged");

    @BeforeAll
    static void record() throws IOException {
        LOG.setLevel(Level.OFF);
        file = directory.resolve("recording");
        Recordings.make(file, "names and kisses");
        sound = Files.readAllBytes(file);
        blocks = Blocks.read(file);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    @Test
    void aFlippedBitIsFoundByTheSumOfItsBlock() throws IOException {
        byte[] damaged = sound.clone();
        damaged[inTheContentOfABlockInTheMiddle()] ^= 0x10;
        RecordingException e = assertThrows(RecordingException.class, () -> replay(damaged));
        assertTrue(
                e.getMessage().matches(".*forged, byte \\d+: a block is damaged: its checksum does not fit"),
                e::getMessage);
    }

    /** A length that is too large is taken for the end of a recording that was cut off. */
    private static int inTheContentOfABlockInTheMiddle() {
        int middle = blocks.size() / 2;
        int behind = blocks.stream()
                .skip(middle + 1)
                .mapToInt(block -> BLOCK_HEADER + block.length)
                .sum();
        return sound.length - behind - blocks.get(middle).length / 2;
    }

    /** The lowest bit of a stamp is half a nanosecond of an offset: no decision after it is the same. */
    @Test
    void oneBitOfWhatTheCoreWasToldMakesADifferenceThatIsFound() throws IOException {
        int found = 0;
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            int at = 1 + random.nextInt(blocks.size() - 1);
            try {
                replayForged(at, flipped(blocks.get(at), random));
            } catch (ReplayDifference e) {
                assertTrue(
                        e.getMessage().matches(".*forged, byte \\d+: the recording has .*, the replay .*"),
                        e::getMessage);
                found++;
            } catch (RecordingException e) {
                assertTrue(e.getMessage().matches(".*forged, byte \\d+: .*"), e::getMessage);
                found++;
            }
        }
        assertTrue(found > 60, found + " of 100 found; the others changed nothing that mattered");
    }

    @Test
    void whereverItIsCutOffItIsReplayedToTheLastWholeBlock() throws IOException {
        long turns = Replay.run(file, replayer -> Observer.NONE).turns();
        Random random = new Random(2);
        int head = 19 + 8 + blocks.get(0).length;
        for (int i = 0; i < 100; i++) {
            int length = head + random.nextInt(sound.length - head);
            Replay.Result result = replay(Arrays.copyOf(sound, length));
            assertTrue(result.turns() <= turns && !result.finished(), result::toString);
            assertTrue(result.bytes() <= length && result.bytes() > length - 8 - longestBlock());
            assertEquals(result.bytes() < length, result.cutOff());
        }
    }

    private static int longestBlock() {
        return blocks.stream().mapToInt(block -> block.length).max().orElseThrow();
    }

    @Test
    void zerosWhereAPowerFailureLeftNothingElseAreTheEnd() throws IOException {
        Replay.Result result = replay(Arrays.copyOf(sound, sound.length + 4096));
        assertTrue(result.cutOff() && result.finished(), result::toString);
    }

    @Test
    void whatIsCutOffBeforeItHasAHeadIsNoRecordingOrNamesThePlace() throws IOException {
        for (int length = 0; length < 19 + 8 + blocks.get(0).length; length++) {
            byte[] start = Arrays.copyOf(sound, length);
            RecordingException e = assertThrows(RecordingException.class, () -> replay(start));
            assertTrue(e.getMessage().matches(".*forged, byte (0|19): .*"), e::getMessage);
        }
    }

    @Test
    void aGiantLengthTakesNoMemory() throws IOException {
        for (int length : new int[] {Integer.MAX_VALUE, -1, 9 << 20}) {
            byte[] giant = sound.clone();
            ByteBuffer.wrap(giant).putInt(19, length);
            RecordingException e = assertThrows(RecordingException.class, () -> replay(giant));
            assertTrue(e.getMessage().contains("byte 19: a block of "), e::getMessage);
        }
    }

    @Test
    void aDirectoryAndADeviceAreNoRecordings() {
        for (Path path : List.of(directory, Path.of("/dev/zero"))) {
            assertThrows(RecordingException.class, () -> Replay.run(path, replayer -> Observer.NONE));
        }
    }

    /** With sums that fit, whatever the bytes say: an end of one of the kinds that there are. */
    @Test
    void forgeriesEndWell() {
        enum End {
            SAME,
            DAMAGED,
            DIFFERENT
        }
        Map<End, Integer> ends = new EnumMap<>(End.class);
        Random random = new Random(3);
        assertTimeoutPreemptively(LIMIT, () -> {
            for (int i = 0; i < FORGERIES; i++) {
                int at = random.nextInt(Math.min(blocks.size(), 60));
                End end = End.SAME;
                try {
                    replayForged(at, forgery(blocks.get(at), random));
                } catch (RecordingException e) {
                    end = End.DAMAGED;
                } catch (ReplayDifference e) {
                    end = End.DIFFERENT;
                }
                ends.merge(end, 1, Integer::sum);
            }
        });
        assertEquals(3, ends.size(), ends::toString);
    }

    private static byte[] flipped(byte[] block, Random random) {
        byte[] flipped = block.clone();
        flipped[random.nextInt(block.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** Flips, overwrites, leaves away or repeats some bytes. */
    private static byte[] forgery(byte[] block, Random random) {
        byte[] forgery = flipped(block, random);
        int at = random.nextInt(block.length);
        switch (random.nextInt(4)) {
            case 0 -> forgery[at] = (byte) random.nextInt();
            case 1 -> Arrays.fill(forgery, at, Math.min(block.length, at + 9), (byte) 0xff);
            case 2 -> forgery = Arrays.copyOf(forgery, Math.max(1, at));
            default -> {
                byte[] longer = Arrays.copyOf(forgery, block.length + at + 1);
                System.arraycopy(forgery, 0, longer, block.length, at);
                forgery = longer;
            }
        }
        return forgery;
    }

    private void replayForged(int at, byte[] block) throws IOException {
        List<byte[]> all = new ArrayList<>(blocks);
        all.set(at, block);
        Blocks.write(forged, all);
        Replay.run(forged, replayer -> Observer.NONE);
    }

    private Replay.Result replay(byte[] bytes) throws IOException {
        Files.write(forged, bytes);
        return Replay.run(forged, replayer -> Observer.NONE);
    }
}
