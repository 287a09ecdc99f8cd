package dev.foliot.simulation;

import dev.foliot.platform.Network;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.TimestampedSocketContract;
import dev.foliot.time.StampSource;

class SimulatedSocketTest extends TimestampedSocketContract {
    private final VirtualWorld world = new VirtualWorld(TestWorld.START_UTC_NS);
    private final SimulatedClock clock = new SimulatedClock(world, Signal.constant(23e-6), ClockParameters.DEFAULT);

    @Override
    protected Network newNetwork() {
        return new SimulatedNetwork(new Fabric(world, 1), clock);
    }

    @Override
    protected SystemClock clock() {
        return clock;
    }

    @Override
    protected StampSource stampSource() {
        return StampSource.KERNEL;
    }

    @Override
    protected StampSource transmitStampSource() {
        return StampSource.KERNEL;
    }

    @Override
    protected long stampToleranceNs() {
        return 0;
    }
}
