package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.foliot.time.Frequency;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    @Test
    void sameSeedGivesTheSameTraceToTheLastBit() throws IOException {
        assertArrayEquals(trace(new SeededStreams(11)), trace(new SeededStreams(11)));
        assertArrayEquals(trace(new ClknetsimStreams(11)), trace(new ClknetsimStreams(11)));
    }

    @Test
    void otherSeedGivesAnotherTrace() throws IOException {
        assertFalse(Arrays.equals(trace(new SeededStreams(11)), trace(new SeededStreams(12))));
    }

    /**
     * Two thousand measurements across a bad network, each followed by a correction: offsets, clock errors and ports.
     */
    private static long[] trace(RandomStreams streams) throws IOException {
        Signal wander = Oscillators.wander(streams, Frequency.ofRatio(1e-8));
        TestWorld world = new TestWorld(Signal.constant(0), wander);
        world.join(
                Delays.lossy(Delays.exponential(streams, 0.01, 0.001), streams, 0.1),
                Delays.exponential(streams, 0.01, 0.003));
        LongStream.Builder trace = LongStream.builder();
        for (int i = 0; i < 2_000; i++) {
            OptionalLong offsetNs = world.measureNs();
            trace.add(offsetNs.orElse(Long.MIN_VALUE));
            trace.add(Double.doubleToRawLongBits(world.clientClock.errorS()));
            trace.add(world.clientHost.connect(TestWorld.SERVER).localAddress().getPort());
            if (offsetNs.isPresent()) {
                world.clientClock.setFrequency(new Frequency(offsetNs.getAsLong() / 100.0));
            }
            world.world.run(16);
        }
        return trace.build().toArray();
    }
}
