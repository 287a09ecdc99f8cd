package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In units of the mean wait that was learned. */
class QueueMonitorTest {
    private final QueueMonitor monitor = new QueueMonitor();
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(doubles = {300, 0.01})
    void queuesOfQuiteAnotherLengthAreNoticed(double scale) {
        int needed = 0;
        while (!monitor.changed(1)) {
            monitor.see(scale * waiting());
            needed++;
        }
        assertTrue(needed <= 2 * QueueMonitor.COUNT, "noticed after " + needed);
        assertEquals(scale, monitor.meanS(), 0.6 * scale);
        monitor.clear();
        assertFalse(monitor.changed(1), "dealt with");
    }

    /** One packet in five is held up for ten times as long. */
    @Test
    void usualQueuesAreNoNews() {
        for (int i = 0; i < 20_000; i++) {
            monitor.see(waiting() * (random.nextInt(5) == 0 ? 10 : 1));
            assertFalse(monitor.changed(1), "after " + i);
        }
    }

    private double waiting() {
        return -Math.log(1 - random.nextDouble());
    }
}
