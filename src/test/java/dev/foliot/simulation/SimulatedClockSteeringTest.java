package dev.foliot.simulation;

import dev.foliot.platform.SteerableClockContract;
import dev.foliot.platform.SystemClock;
import java.util.OptionalLong;

class SimulatedClockSteeringTest extends SteerableClockContract {
    private final VirtualWorld world = new VirtualWorld(TestWorld.START_UTC_NS);

    @Override
    protected SystemClock newClock() {
        return new SimulatedClock(world, Signal.constant(23e-6), ClockParameters.DEFAULT.withOffsetNs(1_234_567));
    }

    @Override
    protected long kernelUtcNs() {
        return clock.read().utcNs();
    }

    @Override
    protected void pass(long durationNs) {
        world.run(durationNs * 1e-9);
    }

    @Override
    protected long readingToleranceNs() {
        return 0;
    }

    @Override
    protected boolean belongsToTheTest() {
        return true;
    }

    @Override
    protected OptionalLong independentNs() {
        return OptionalLong.of(world.nowPs() / 1000);
    }
}
