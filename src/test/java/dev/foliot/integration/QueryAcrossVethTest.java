package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.MeasuresByTheClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foliot query} beside chronyd as a client, across a wire, where the true offset is exactly 0. */
@MeasuresByTheClock
class QueryAcrossVethTest {
    private static final double ABSURD_S = 1e-3;
    private static final int ROUNDS = 12;

    @TempDir
    Path scratch;

    @Test
    @Tag("peers")
    void queryMeasuresWithKernelStampsBothWays() throws Exception {
        try (MeasuringPair pair = MeasuringPair.make(scratch)) {
            MeasuringPair.Query query = pair.queryWithFoliot();

            query.stamps().forEach(stamps -> assertEquals("kernel/kernel", stamps));
            assertEquals(MeasuringPair.COUNT, query.offsetsS().size());
            assertTrue(query.medianAbsoluteS() < ABSURD_S, query::toString);
            System.out.printf(
                    "median |offset| across a veth pair, ns: foliot query %.0f, chronyd %.0f%n",
                    query.medianAbsoluteS() * 1e9, pair.measureWithChronyd().medianAbsoluteS() * 1e9);
        }
    }

    /**
     * The comparison by hand, many times in turn, since one round is mostly noise:
     * {@code ./mvnw test -Dtest=QueryAcrossVethTest -Dgroups=measure -DexcludedGroups=none}.
     */
    @Test
    @Tag("measure")
    void compareInManyRounds() throws Exception {
        try (MeasuringPair pair = MeasuringPair.make(scratch)) {
            for (int round = 1; round <= ROUNDS; round++) {
                MeasuringPair.Query foliot = pair.queryWithFoliot();
                MeasuringPair.Query chronyd = pair.measureWithChronyd();
                System.out.printf(
                        "round %2d, ns: median |offset| foliot %6.0f, chronyd %6.0f; best |offset| foliot %6.0f,"
                                + " chronyd %6.0f, chronyd -Q %6.0f; median delay foliot %6.0f, chronyd %6.0f%n",
                        round,
                        foliot.medianAbsoluteS() * 1e9,
                        chronyd.medianAbsoluteS() * 1e9,
                        foliot.bestAbsoluteS() * 1e9,
                        chronyd.bestAbsoluteS() * 1e9,
                        Math.abs(pair.askChronydOnce()) * 1e9,
                        foliot.medianDelayS() * 1e9,
                        chronyd.medianDelayS() * 1e9);
                assertTrue(foliot.medianAbsoluteS() < ABSURD_S, foliot::toString);
            }
        }
    }
}
