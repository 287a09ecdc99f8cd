package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.ClockReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    private static final long DAY_S = 86_400;
    private static final long YEAR_S = 365 * DAY_S;
    private static final long NOW_S = 1_790_000_000;
    private static final KeyRotationParameters DAILY = new KeyRotationParameters(7, DAY_S);

    private final Random random = new Random(1);
    private KeyRotation rotation = new KeyRotation(DAILY);
    private long utcS = NOW_S;
    private long monotonicS = 1000;
    private boolean timeIsKnown = true;

    private ClockReading now() {
        return new ClockReading(utcS * 1_000_000_000, monotonicS * 1_000_000_000);
    }

    private void pass(long seconds) {
        utcS += seconds;
        monotonicS += seconds;
    }

    /** Rotates if that is due; returns whether it was. */
    private boolean turn() {
        Optional<List<MasterKey>> rotated = rotation.rotated(now(), timeIsKnown, random::nextBytes);
        rotated.ifPresent(keys -> rotation.adopt(keys, now()));
        return rotated.isPresent();
    }

    private MasterKey current() {
        return rotation.keys(now()).current();
    }

    private void restart() {
        List<MasterKey> stored = rotation.all();
        rotation = new KeyRotation(DAILY);
        rotation.adopt(stored, now());
    }

    @Test
    void beforeThereAreKeysThereAreNone() {
        assertSame(MasterKeys.NONE, rotation.keys(now()));
        assertEquals(OptionalLong.empty(), rotation.nextRotationS());
        assertThrows(IllegalArgumentException.class, () -> rotation.adopt(List.of(), now()));
    }

    @Test
    void theFirstKeyIsUsedAtOnceAndTheNextIsKnown() {
        assertTrue(turn());
        assertEquals(2, rotation.all().size());
        assertEquals(rotation.all().get(0), current());
        assertEquals(OptionalLong.of(NOW_S + DAY_S), rotation.nextRotationS());
        assertFalse(turn());
    }

    @Test
    void aKeyIsKnownForAnIntervalUsedForOneAndAcceptedForSevenMore() {
        turn();
        MasterKey key = rotation.all().get(1);
        for (int day = 0; day < 9; day++) {
            assertEquals(day == 1, current().equals(key), "day " + day);
            assertSame(key, rotation.keys(now()).find(key.id()), "day " + day);
            pass(DAY_S - 1);
            assertFalse(turn());
            pass(1);
            assertTrue(turn());
        }
        assertEquals(9, rotation.all().size());
        assertEquals(null, rotation.keys(now()).find(key.id()));
    }

    @Test
    void whoMissesARotationGoesOnToTheNextKeyAllTheSame() {
        turn();
        pass(DAY_S);
        assertEquals(rotation.all().get(1), current());
        assertEquals(OptionalLong.empty(), rotation.nextRotationS());
    }

    @Test
    void theSameKeysAreTheSameObject() {
        turn();
        MasterKeys keys = rotation.keys(now());
        pass(DAY_S / 2);
        assertSame(keys, rotation.keys(now()));
    }

    @Test
    void aClockThatIsSetBackBringsNoOldKeyBack() {
        turn();
        pass(DAY_S);
        MasterKey used = current();
        assertEquals(rotation.all().get(1), used);
        utcS -= 10 * YEAR_S;
        assertEquals(used, current());
        turn();
        assertEquals(used, current());
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheRotation() {
        turn();
        utcS -= 10 * YEAR_S;
        timeIsKnown = false;
        pass(DAY_S - 1);
        assertFalse(turn());
        pass(1);
        assertTrue(turn());
    }

    @Test
    void aClockThatJumpsAheadBringsOneNewKey() {
        turn();
        MasterKey before = current();
        utcS += 30 * YEAR_S;
        assertTrue(turn());
        assertFalse(turn());
        pass(DAY_S / 4);
        assertFalse(turn());
        assertNotNull(rotation.keys(now()).find(before.id()));
    }

    @Test
    void whateverTheClockDoesAKeyStaysForHalfAnInterval() {
        turn();
        turn();
        utcS += 30 * YEAR_S;
        assertTrue(turn());
        int rotations = 0;
        for (int hour = 0; hour < 240; hour++) {
            utcS += (hour % 2 == 0 ? -20 : 20) * YEAR_S;
            pass(3600);
            rotations += turn() ? 1 : 0;
        }
        assertTrue(rotations <= 20, rotations + " in ten days");
    }

    @Test
    void aMachineThatStartsWithoutKnowingTheTimeForgetsNothing() {
        for (int day = 0; day < 12; day++) {
            turn();
            pass(DAY_S);
        }
        List<MasterKey> before = rotation.all();
        timeIsKnown = false;
        for (int start = 0; start < 20; start++) {
            utcS = start;
            restart();
            assertFalse(turn());
            pass(60);
            assertFalse(turn());
        }
        assertEquals(before, rotation.keys(now()).all());
        assertEquals(before.get(before.size() - 2), current());
    }

    @Test
    void keysThatWereMadeWithoutKnowingTheTimeAreReplacedOneByOne() {
        utcS = 5;
        timeIsKnown = false;
        turn();
        MasterKey first = current();
        utcS = NOW_S;
        timeIsKnown = true;
        assertTrue(turn());
        assertFalse(turn());
        assertNotNull(rotation.keys(now()).find(first.id()));
        assertEquals(OptionalLong.of(NOW_S + DAY_S), rotation.nextRotationS());
    }

    @Test
    void keysOfAClockThatWasFarAheadDoNotStayForYears() {
        utcS += 10 * YEAR_S;
        turn();
        utcS -= 10 * YEAR_S;
        timeIsKnown = false;
        restart();
        assertFalse(turn(), "perhaps it is now that the clock is wrong");
        timeIsKnown = true;
        assertTrue(turn());
        assertFalse(turn());
        assertEquals(OptionalLong.of(NOW_S + DAY_S), rotation.nextRotationS());
    }

    @Test
    void whoMakesNoKeysMakesNone() {
        KeyRotation follower = new KeyRotation(new KeyRotationParameters(7, 0));
        assertEquals(Optional.empty(), follower.rotated(now(), true, random::nextBytes));
        turn();
        follower.adopt(rotation.all(), now());
        pass(10 * DAY_S);
        assertEquals(Optional.empty(), follower.rotated(now(), true, random::nextBytes));
        assertEquals(rotation.all().get(1), follower.keys(now()).current());
    }

    @Test
    void idsAreDistinctWhateverIsDrawn() {
        Random poor = new Random(1) {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                if (bytes.length > Integer.BYTES) {
                    super.nextBytes(bytes);
                }
            }
        };
        rotation.adopt(rotation.rotated(now(), true, poor::nextBytes).orElseThrow(), now());
        List<Integer> ids = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            pass(DAY_S);
            rotation.adopt(rotation.rotated(now(), true, poor::nextBytes).orElseThrow(), now());
            rotation.all().forEach(key -> ids.add(key.id()));
            assertEquals(rotation.all().size(), new HashSet<>(ids).size());
            ids.clear();
        }
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyRotationParameters(-1, DAY_S));
        assertThrows(IllegalArgumentException.class, () -> new KeyRotationParameters(65, DAY_S));
        assertThrows(IllegalArgumentException.class, () -> new KeyRotationParameters(7, -1));
        assertThrows(IllegalArgumentException.class, () -> new KeyRotationParameters(7, 20 * YEAR_S));
    }
}
