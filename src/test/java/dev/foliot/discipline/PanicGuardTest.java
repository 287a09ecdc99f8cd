package dev.foliot.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanicGuardTest {
    private static final double NONE = Double.POSITIVE_INFINITY;
    private final PanicGuard guard = new PanicGuard(
            new PanicThresholds(new PanicThresholds.Limit(5000, 100), new PanicThresholds.Limit(1000, 10), 1500));

    @ParameterizedTest
    @CsvSource({
        "true, 5000, ", "true, 5001, STARTUP", "true, -100, ", "true, -101, STARTUP",
        "false, 1000, ", "false, 1001, SINGLE", "false, -10, ", "false, -11, SINGLE"
    })
    void eachDirectionHasALimitOfItsOwnAtTheStartAndLater(boolean first, double offsetS, Panic.Cause cause) {
        Optional<Panic> panic = guard.judge(offsetS, first, true);
        assertEquals(Optional.ofNullable(cause), panic.map(Panic::cause));
        panic.ifPresent(p -> assertEquals(offsetS, p.offsetS()));
    }

    @Test
    void largeCorrectionsAddUpWhicheverWayTheyGo() {
        correct(700);
        correct(-10);
        correct(700);
        assertEquals(1410, guard.movedS());
        assertEquals(Optional.of(new Panic(Panic.Cause.ACCUMULATED, 91, 1500)), guard.judge(91, false, true));
        assertEquals(Optional.empty(), guard.judge(90, false, true));
    }

    @Test
    void smallCorrectionsAndTheFirstDoNotCount() {
        guard.judge(3000, true, true);
        guard.stepped(3000);
        guard.judge(900, false, false);
        guard.stepped(900);
        assertEquals(0, guard.movedS());
    }

    @Test
    void aCorrectionThatWasRefusedDoesNotCount() {
        correct(900);
        correct(600);
        guard.refused();
        assertEquals(900, guard.movedS());
        guard.reset();
        assertEquals(0, guard.movedS());
    }

    @Test
    void whatIsLeftOfTheFirstCorrectionIsStillTheFirstWhileItIsSlewed() {
        guard.judge(4000, true, true);
        assertEquals(Optional.empty(), guard.judge(4000.5, false, true), "known a little better");
        guard.slewed(500);
        assertEquals(Optional.empty(), guard.judge(3501, false, true));
        assertEquals(0, guard.movedS());
        assertEquals(Optional.of(Panic.Cause.SINGLE), cause(3502), "it does not get less");
    }

    @Test
    void aFirstCorrectionIsOverOnceItIsSteppedOrDone() {
        guard.judge(4000, true, true);
        guard.stepped(4000);
        assertEquals(Optional.of(Panic.Cause.SINGLE), cause(4000), "once more");

        guard.judge(4000, true, true);
        guard.judge(0.1, false, false);
        assertEquals(Optional.of(Panic.Cause.SINGLE), cause(3999));
    }

    private Optional<Panic.Cause> cause(double offsetS) {
        return guard.judge(offsetS, false, true).map(Panic::cause);
    }

    @Test
    void whoeverIsToldOfItLearnsWhatWasRefusedByWhichKeyAndWhatToDo() {
        assertEquals(
                "the sources would have the clock moved by -1234.500 s, single-step-panic-threshold is 1000 s",
                new Panic(Panic.Cause.SINGLE, -1234.5, 1000).explanation());
    }

    @Test
    void thresholdsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PanicThresholds.Limit(0, NONE));
        assertThrows(IllegalArgumentException.class, () -> new PanicThresholds.Limit(NONE, Double.NaN));
        PanicThresholds.Limit limit = new PanicThresholds.Limit(NONE, NONE);
        assertThrows(IllegalArgumentException.class, () -> new PanicThresholds(limit, limit, 0));
    }

    private void correct(double offsetS) {
        assertEquals(Optional.empty(), guard.judge(offsetS, false, true));
        guard.stepped(offsetS);
    }
}
