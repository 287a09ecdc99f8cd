package dev.foliot.simulation;

import dev.foliot.time.Frequency;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many times faster than life: printed, not asserted. */
@Tag("bench")
class SimulationSpeedTest {
    private static final double DAY_S = 86_400;

    @Test
    void printsTheSpeedWithOneSourceAskedEvery64Seconds() throws IOException {
        SeededStreams streams = new SeededStreams(1);
        TestWorld world = new TestWorld(Signal.constant(0), Oscillators.wander(streams, Frequency.ofRatio(1e-9)));
        world.join(Delays.exponential(streams, 0.01, 0.001), Delays.exponential(streams, 0.01, 0.001));
        for (int day = 1; day <= 30; day++) {
            long startNs = System.nanoTime();
            for (double end = day * DAY_S; world.world.nowS() < end; ) {
                world.measureNs().orElseThrow();
                world.clientHost.newPoller().await(world.clientClock.read().monotonicNs() + 64_000_000_000L);
            }
            if (day % 10 == 0) {
                double tookS = (System.nanoTime() - startNs) * 1e-9;
                System.out.printf("simulated day %d: %.0f times real time%n", day, DAY_S / tookS);
            }
        }
    }
}
