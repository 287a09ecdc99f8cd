package dev.foliot.selftest;

import dev.foliot.platform.Network;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SystemClock;
import dev.foliot.simulation.ClockParameters;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.Fabric;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SimulatedClock;
import dev.foliot.simulation.SimulatedNetwork;
import dev.foliot.simulation.VirtualWorld;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.net.InetAddress;
import java.util.List;

/** A machine in virtual time, sound unless it is told otherwise. */
final class SimulatedMachine {
    /** 2026-01-01T00:00:00Z. */
    static final long MIDNIGHT_UTC_NS = 1_767_225_600_000_000_000L;

    private static final long OFFSET_NS = 123_456_789;
    private static final Frequency OSCILLATOR = Frequency.ofPpm(12.345);
    private static final long RAW_START_NS = 77_777_777_777L;

    final VirtualWorld world;
    final SimulatedClock simulated;
    final SimulatedNetwork simulatedNetwork;

    /** What the checks get to see; replaced by what is broken. */
    SystemClock clock;

    Network network;
    List<InetAddress> addresses = List.of();

    SimulatedMachine() {
        this(MIDNIGHT_UTC_NS, ClockQuirks.NONE);
    }

    SimulatedMachine(long startUtcNs, ClockQuirks quirks) {
        world = new VirtualWorld(startUtcNs);
        simulated = new SimulatedClock(
                world, Oscillators.constant(OSCILLATOR), ClockParameters.DEFAULT.withOffsetNs(OFFSET_NS));
        simulated.setQuirks(quirks);
        simulatedNetwork = new SimulatedNetwork(new Fabric(world, 1), simulated);
        clock = simulated;
        network = simulatedNetwork;
    }

    Machine machine() {
        return new Machine(clock, this::readRaw, network, network, addresses, new VirtualTimeline());
    }

    /** The oscillator is what steering does not bend. */
    private RawReading readRaw() {
        ClockReading reading = clock.read();
        double trueNs = world.nowPs() / 1000.0;
        long rawNs = RAW_START_NS + Math.round(trueNs * (1 + OSCILLATOR.ratio()));
        return new RawReading(reading.utcNs(), reading.monotonicNs(), rawNs, 1);
    }

    /** By how much the time of day is ahead of what it would be had nobody steered. */
    double steeredByS() {
        return simulated.errorS() - OFFSET_NS * 1e-9 - OSCILLATOR.ratio() * world.nowS();
    }

    private final class VirtualTimeline implements Timeline {
        @Override
        public void pass(long durationNs) {
            world.run(durationNs * 1e-9);
        }

        @Override
        public void after(long delayNs, Runnable action) {
            world.after(delayNs * 1e-9, action);
        }
    }
}
