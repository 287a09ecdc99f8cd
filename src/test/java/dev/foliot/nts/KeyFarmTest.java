package dev.foliot.nts;

import static dev.foliot.nts.KeyFarm.STEPS_AN_INTERVAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What clients of a farm may rely on, whatever happens to its machines. */
class KeyFarmTest {
    private static final int STALE = 7;
    private static final int INTERVALS = 30;
    private static final long YEAR_S = 365 * 86_400L;

    @Property(tries = 200)
    void whileClocksAreRightAKeyComesEveryIntervalAndCookiesHoldAsLongAsPromised(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int size) {
        KeyFarm farm = new KeyFarm(size, STALE, seed);
        Random fate = new Random(seed);
        for (int step = 0; step < INTERVALS * STEPS_AN_INTERVAL; step++) {
            KeyFarm.Member member = farm.members().get(fate.nextInt(size));
            switch (fate.nextInt(10)) {
                case 0 -> member.restart();
                // The first stays: with nobody there a key would come late.
                case 1 -> member.cutOff(member != farm.members().get(0) && fate.nextBoolean());
                default -> {}
            }
            farm.step();
            farm.acceptsCookiesOf(STALE * STEPS_AN_INTERVAL);
        }
        assertEquals(INTERVALS, farm.made(), 1);
    }

    @Property(tries = 200)
    void clocksThatJumpByYearsTakeNoMoreThanHalfFromTheLifeOfCookies(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int size) {
        KeyFarm farm = new KeyFarm(size, STALE, seed);
        Random fate = new Random(seed);
        for (int step = 0; step < INTERVALS * STEPS_AN_INTERVAL; step++) {
            KeyFarm.Member member = farm.members().get(fate.nextInt(size));
            switch (fate.nextInt(5)) {
                case 0 -> member.setClock(fate.nextLong(-60 * YEAR_S, 60 * YEAR_S));
                case 1 -> member.setClock(0);
                case 2 -> member.cutOff(fate.nextBoolean());
                default -> {}
            }
            farm.step();
            // Each machine may make one key as soon as it has started, whatever the others have just done.
            farm.acceptsCookiesOf((STALE - size) * STEPS_AN_INTERVAL / 2);
        }
    }

    @Property(tries = 100)
    void noClockStopsTheRotation(@ForAll long seed) {
        KeyFarm farm = new KeyFarm(1, STALE, seed);
        Random fate = new Random(seed);
        for (int step = 0; step < INTERVALS * STEPS_AN_INTERVAL; step++) {
            if (fate.nextInt(5) == 0) {
                farm.members().get(0).setClock(fate.nextLong(-60 * YEAR_S, 0));
            }
            farm.step();
        }
        assertTrue(farm.made() >= INTERVALS - 1, () -> farm.made() + " keys in " + INTERVALS + " intervals");
    }
}
