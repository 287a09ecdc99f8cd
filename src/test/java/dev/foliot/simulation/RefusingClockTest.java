package dev.foliot.simulation;

import dev.foliot.platform.SystemClock;
import dev.foliot.platform.SystemClockContract;

class RefusingClockTest extends SystemClockContract {
    private final VirtualWorld world = new VirtualWorld(TestWorld.START_UTC_NS);

    @Override
    protected SystemClock newClock() {
        SimulatedClock refusing = new SimulatedClock(world, Signal.constant(-5e-6), ClockParameters.DEFAULT);
        refusing.setQuirks(ClockQuirks.REFUSES);
        return refusing;
    }

    @Override
    protected void pass(long durationNs) {
        world.run(durationNs * 1e-9);
    }
}
