package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.SteerableClockContract;
import dev.foliot.platform.SystemClock;
import java.util.OptionalLong;

/** A node's clock keeps the contract of clocks. */
class ClknetsimClockSteeringTest extends SteerableClockContract {
    private static final long START_UTC_NS = 1_767_225_600_000_000_000L;

    private final FakeSimulator simulator = new FakeSimulator(23e-6);
    private final Connection connection = new Connection(simulator);

    @Override
    protected SystemClock newClock() {
        connection.register(0);
        return new ClknetsimClock(connection, START_UTC_NS);
    }

    @Override
    protected void pass(long durationNs) {
        connection.select(durationNs * 1e-9);
    }

    @Override
    protected boolean belongsToTheTest() {
        return true;
    }

    @Override
    protected OptionalLong independentNs() {
        return OptionalLong.of(Math.round(simulator.trueS * 1e9));
    }
}
