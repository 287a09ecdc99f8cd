package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.MeasuresByTheClock;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SteersTheClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.time.LeapIndicator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foliot selftest} on this machine, in a process of its own. */
class SelftestProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** What a rate that is known to 0.05 ppm or so amounts to in half a minute, and a busy machine's readings. */
    private static final double PUT_BACK_NS = 20_000;

    @TempDir
    Path scratch;

    @MeasuresByTheClock
    @Test
    void nothingFailsOnAMachineThatPassesTheOtherTests() throws Exception {
        try (Child selftest = Foliot.start(scratch, List.of(), List.of("selftest", "--json"))) {
            selftest.await(LIMIT);

            assertEquals(List.of(), failed(selftest.out()), selftest.account());
            assertEquals(0, selftest.exitCode(), selftest.account());
        }
    }

    @SteersTheClock
    @Test
    void clockIsSteeredAndPutBack() throws Exception {
        try (NativeClock clock = steerableClock()) {
            ClockState before = clock.state();
            RawReading start = clock.readRaw();
            try (Child selftest = Foliot.start(scratch, List.of(), List.of("selftest", "--steer", "--json"))) {
                selftest.await(LIMIT);

                assertEquals(List.of(), failed(selftest.out()), selftest.account());
            }
            assertAsItWas(clock, before, start);
        }
    }

    @SteersTheClock
    @Test
    void clockIsPutBackWhenTheProcessIsTerminatedInTheMiddle() throws Exception {
        try (NativeClock clock = steerableClock()) {
            ClockState before = clock.state();
            RawReading start = clock.readRaw();
            try (Child selftest = Foliot.start(scratch, List.of(), List.of("selftest", "--steer"))) {
                Await.until(
                        "the next check steers",
                        LIMIT,
                        () -> selftest.out().contains("frequency read back")
                                && !clock.state().frequency().equals(before.frequency()),
                        () -> "");
                selftest.terminate();
                assertNotEquals(0, selftest.await(LIMIT));
            }
            assertAsItWas(clock, before, start);
        }
    }

    private static NativeClock steerableClock() throws Exception {
        NativeClock clock = new NativeClock(ClockInterface.NATIVE);
        assumeTrue(clock.capabilities().steerable(), "this process may not steer the clock");
        ClockState state = clock.state();
        boolean free = !state.disciplinedByOther() && state.leap() == LeapIndicator.UNSYNCHRONISED;
        assumeTrue(free, "somebody else steers the clock");
        assumeTrue(hasRawScale(clock), "no scale tells whether the clock was put back");
        return clock;
    }

    private static boolean hasRawScale(NativeClock clock) {
        try {
            clock.readRaw();
            return true;
        } catch (ClockException e) {
            return false;
        }
    }

    private static void assertAsItWas(NativeClock clock, ClockState before, RawReading start) throws Exception {
        ClockState after = clock.state();
        RawReading end = clock.readRaw();

        assertEquals(before.frequency(), after.frequency());
        assertEquals(before.leap(), after.leap());
        assertEquals(before.taiOffsetS(), after.taiOffsetS());
        double elapsedNs = end.rawNs() - start.rawNs();
        double movedNs = end.utcNs() - start.utcNs() - elapsedNs;
        assertEquals(0, movedNs - elapsedNs * before.frequency().ratio(), PUT_BACK_NS);
    }

    /** Names and findings of the checks that failed. */
    private static List<String> failed(String json) {
        JsonObject report = Json.parse(json).getAsJsonObject();
        List<String> failed = new ArrayList<>();
        for (JsonElement check : report.getAsJsonArray("checks")) {
            if (check.getAsJsonObject().get("verdict").getAsString().equals("failed")) {
                failed.add(check.toString());
            }
        }
        assertTrue(report.getAsJsonArray("checks").size() >= 14, json);
        return failed;
    }
}
