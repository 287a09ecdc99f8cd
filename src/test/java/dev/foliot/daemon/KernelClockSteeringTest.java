package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.config.Configuration;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.SteersTheClock;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.ServerState;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.PollExponent;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The whole line, to the kernel's clock: a daemon follows a server that is 2 ms ahead for some seconds, with limits
 * that let it move the clock by some hundred microseconds; then everything is put back. The server's clock stands on
 * the kernel's, so it stays ahead however the kernel's is steered.
 */
@SteersTheClock
class KernelClockSteeringTest {
    private static final long AHEAD_NS = 2_000_000;
    private static final Frequency SLEW = Frequency.ofPpm(20);
    private static final Frequency DRIFT = Frequency.ofPpm(10);
    private static final int LONGEST_S = 15;

    @Test
    void daemonSteersTheKernelsClockAndLeavesItAtTheCorrection() throws Exception {
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        assumeTrue(kernel.capabilities().steerable(), "this process may not steer the clock");
        ClockState before = kernel.state();
        boolean free = !before.disciplinedByOther() && before.leap() == LeapIndicator.UNSYNCHRONISED;
        assumeTrue(free, "somebody else steers the clock");
        long startNs = kernel.read().monotonicNs();
        try (EmbeddedServer server = serverAhead(kernel);
                Daemon daemon = new Daemon(
                        configuration(server.address()), NativePorts.open(ClockControl.KERNEL), new SecureRandom())) {
            try {
                followsAndLeaves(daemon, kernel);
            } finally {
                putBack(kernel, before, startNs, daemon.clock);
            }
        }
    }

    private static void followsAndLeaves(Daemon daemon, NativeClock kernel) throws Exception {
        while (daemon.snapshotNow().clock().updates() < 3) {
            daemon.turn(100_000_000L);
            assertTrue(daemon.snapshotNow().uptimeS() < LONGEST_S, () -> "" + daemon.snapshotNow());
        }
        ClockSnapshot clock = daemon.snapshotNow().clock();
        ClockState steered = kernel.state();
        assertEquals(clock.frequencyPpm() + clock.slewPpm(), steered.frequency().ppm(), 1e-3);
        assertTrue(clock.slewPpm() > 1, () -> "it speeds up: " + clock.slewPpm() + " ppm");
        assertEquals(LeapIndicator.NONE, steered.leap(), "the kernel says that it is synchronised");
        assertEquals(clock.errorBoundS(), steered.status().maxErrorNs() * 1e-9, 0.01);

        daemon.finish();
        assertEquals(clock.frequencyPpm(), kernel.state().frequency().ppm(), 1e-3);
    }

    /** The frequency as it was, and the clock back by what steering has moved it: some hundred microseconds. */
    private static void putBack(NativeClock kernel, ClockState before, long startNs, ClockDriver driver)
            throws Exception {
        kernel.setFrequency(before.frequency());
        long nowNs = kernel.read().monotonicNs();
        double elapsedS = (nowNs - startNs) * 1e-9;
        double movedS =
                driver.ledger().gainedS(nowNs) - elapsedS * before.frequency().ratio();
        assertTrue(Math.abs(movedS) < 1e-3, () -> "moved the clock by " + movedS + " s");
        kernel.step(-Math.round(movedS * 1e9));
        kernel.setStatus(before.status());
    }

    private static Configuration configuration(InetSocketAddress server) {
        PollExponent second = new PollExponent(0);
        SourceParameters source = new SourceParameters(
                Mode.SERVER,
                server.getAddress().getHostAddress(),
                server.getPort(),
                1,
                Set.of(),
                new PollLimits(second, second, second),
                true);
        return new Configuration(
                List.of(source),
                SelectionParameters.DEFAULT,
                new DisciplineParameters(10, 0, SLEW, DRIFT, OscillatorStability.DEFAULT),
                ClockControl.KERNEL,
                Optional.empty(),
                Optional.empty(),
                0,
                System.Logger.Level.WARNING);
    }

    /** A server whose clock is ahead of the kernel's. */
    private static EmbeddedServer serverAhead(NativeClock kernel) throws Exception {
        UserspaceClock ahead = new UserspaceClock(kernel);
        ahead.step(AHEAD_NS);
        ServerState state = new ServerState(LeapIndicator.NONE, 1, -25, 0, 1e-6, 0, 0, 0x54455354, 0, 0);
        return new EmbeddedServer(ahead, 0, () -> state);
    }
}
