package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.Poller;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedPollerTest {
    private static final long NS_PER_S = 1_000_000_000L;

    @Property(tries = 100)
    void waitEndsWhenTheClockShowsTheDeadline(
            @ForAll @LongRange(min = 0, max = 100_000 * NS_PER_S) long deadlineNs,
            @ForAll @DoubleRange(min = -0.1, max = 0.1) double ratio) {
        VirtualWorld world = new VirtualWorld(0);
        SimulatedClock clock = new SimulatedClock(world, Signal.constant(ratio), ClockParameters.DEFAULT);
        world.runUntil(clock.truePsAt(deadlineNs));

        assertEquals(deadlineNs, clock.read().monotonicNs());
    }

    @Test
    void waitFollowsTheClockWhenItsRateChangesMeanwhile() throws IOException {
        TestWorld world = new TestWorld(Signal.constant(0), trueS -> trueS < 500 ? 0 : 0.1);
        world.clientHost.newPoller().await(1_050 * NS_PER_S);

        assertEquals(1_000, world.world.nowS(), 1e-9);
        assertEquals(1_050 * NS_PER_S, world.clientClock.read().monotonicNs());
    }

    @Test
    void waitFollowsTheClockWhenSomebodySteersItMeanwhile() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.world.after(10.25, () -> steer(world.clientClock, 500));
        world.clientHost.newPoller().await(110_250_000_000L);

        assertEquals(10.25 + 100 / 1.0005, world.world.nowS(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"MONOTONIC_STANDS_STILL, 110", "UNTOLD, 250", "MONOTONIC_GOES_ON, 150"})
    void nothingEndsAWaitWhileTheMachineIsSuspendedAndItsWakingDoesWhereTheSystemTells(
            ClockQuirks.Suspension suspension, double endS) throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.clientClock.setQuirks(new ClockQuirks(false, 0, false, true, FrequencyOnset.AT_ONCE, suspension));
        world.world.after(10, () -> world.clientClock.suspend(100, 0));
        world.clientHost.newPoller().await(150 * NS_PER_S);

        assertEquals(endS, world.world.nowS(), 1e-9);
    }

    private static void steer(SimulatedClock clock, double ppm) {
        try {
            clock.setFrequency(Frequency.ofPpm(ppm));
        } catch (ClockException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stepOfTheTimeOfDayDoesNotMoveDeadlines() throws Exception {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.clientClock.step(-3_600 * NS_PER_S);
        world.clientHost.newPoller().await(5 * NS_PER_S);

        assertEquals(5, world.world.nowS(), 1e-12);
    }

    @Test
    void coarseClockIsWaitedForUntilItShowsTheDeadline() {
        VirtualWorld world = new VirtualWorld(0);
        ClockParameters coarse = ClockParameters.DEFAULT.withReadingQuantumNs(1_000);
        SimulatedClock clock = new SimulatedClock(world, Signal.constant(0), coarse);
        new SimulatedNetwork(new Fabric(world, 1), clock).newPoller().await(1_500);

        assertEquals(2_000, clock.read().monotonicNs());
    }

    @Test
    void wakeUpByAnEventEndsTheWaitAtItsTime() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        Poller poller = world.clientHost.newPoller();
        world.world.after(3.5, poller::wakeUp);

        assertEquals(List.of(), poller.await(Long.MAX_VALUE));
        assertEquals(3.5, world.world.nowS(), 1e-12);
    }

    @Test
    void wakeUpFromAnotherThreadEndsTheWait() throws Exception {
        TestWorld world = TestWorld.ofPerfectClocks();
        Poller poller = world.clientHost.newPoller();
        Thread waker = new Thread(poller::wakeUp);
        waker.start();
        waker.join();

        assertEquals(List.of(), poller.await(60 * NS_PER_S));
        assertTrue(world.world.nowS() < 60);
    }

    @Test
    void waitThatNothingCanEndFailsAtTheHorizon() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        Poller poller = world.clientHost.newPoller();

        assertThrows(IllegalStateException.class, () -> poller.await(Long.MAX_VALUE));
    }

    @Test
    void loopThatTakesNothingOfWhatItIsToldDoesNotStopTime() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        Poller poller = world.clientHost.newPoller();
        SimulatedSocket listener = world.clientHost.bind(new InetSocketAddress(TestWorld.CLIENT, 0));
        poller.add(listener);
        listener.arrive(new Datagram(TestWorld.SERVER, listener.localAddress(), new byte[48]));
        assertEquals(List.of(listener), poller.await(NS_PER_S));
        assertEquals(0, world.world.nowPs());

        assertEquals(List.of(listener), poller.await(NS_PER_S / 2));
        assertEquals(0.5, world.world.nowS());
    }

    @Test
    void socketOfAnotherNetworkIsRefused() throws IOException {
        Poller poller = TestWorld.ofPerfectClocks().clientHost.newPoller();

        assertThrows(IllegalArgumentException.class, () -> poller.add(null));
    }

    @Test
    void removedSocketIsNotToldOf() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        Poller poller = world.clientHost.newPoller();
        SimulatedSocket socket = world.clientHost.bind(new InetSocketAddress(TestWorld.CLIENT, 0));
        poller.add(socket);
        poller.remove(socket);
        socket.arrive(new Datagram(TestWorld.SERVER, socket.localAddress(), new byte[48]));

        assertEquals(List.of(), poller.await(1));
    }
}
