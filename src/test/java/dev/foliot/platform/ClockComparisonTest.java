package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClockComparisonTest {
    private static final long AHEAD_NS = 5_000_000;

    private final ManualClock truth = new ManualClock(1_790_000_000_000_000_000L, 5_000_000_000L);
    private final UserspaceClock clock = new UserspaceClock(truth);

    @BeforeEach
    void step() throws ClockException {
        clock.step(AHEAD_NS);
    }

    @Test
    void clockThatIsAheadIsPositive() {
        assertEquals(AHEAD_NS, ClockComparison.aheadNs(clock, truth));
        assertEquals(-AHEAD_NS, ClockComparison.aheadNs(truth, clock));
    }

    @Test
    void comparisonThatWasInterruptedDoesNotCount() {
        truth.afterNextRead(() -> truth.pass(1_000_000));

        assertEquals(AHEAD_NS, ClockComparison.aheadNs(clock, truth));
    }
}
