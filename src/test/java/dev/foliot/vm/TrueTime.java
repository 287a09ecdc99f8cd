package dev.foliot.vm;

import dev.foliot.daemon.EmbeddedServer;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.server.ServerState;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.ReferenceId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/** True time, as a test defines it, and the server that tells it. */
final class TrueTime implements AutoCloseable {
    private static final int PRECISION = -24;

    private final UserspaceClock clock;
    private final int port;
    private volatile LeapIndicator leap = LeapIndicator.NONE;
    private EmbeddedServer server;

    /** @param fast by how much it runs fast against the guest's oscillator */
    TrueTime(Frequency fast) throws IOException {
        clock = new UserspaceClock(new NativeClock(ClockInterface.NATIVE));
        clock.setFrequency(fast);
        server = new EmbeddedServer(clock, 0, this::state);
        port = server.address().getPort();
    }

    int port() {
        return port;
    }

    long nowNs() {
        return clock.read().utcNs();
    }

    /** True time jumps; seen from the guest, its clock has become wrong by as much, the other way. */
    void step(Duration offset) throws IOException {
        clock.step(offset.toNanos());
    }

    void set(Instant now) throws IOException {
        clock.step(ns(now) - nowNs());
    }

    /** Returns at the moment {@code utc} of true time. */
    void await(Instant utc) {
        for (long leftNs = ns(utc) - nowNs(); leftNs > 0; leftNs = ns(utc) - nowNs()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private static long ns(Instant instant) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    }

    void announce(LeapIndicator leap) {
        this.leap = leap;
    }

    /** From now on nobody answers. */
    void stopServing() {
        server.close();
    }

    void serveAgain() throws IOException {
        server = new EmbeddedServer(clock, port, this::state);
    }

    /** By how much the clock of {@code guest} is wrong. */
    Comparison compare(InetSocketAddress guest) throws IOException {
        return Comparison.of(guest, clock);
    }

    private ServerState state() {
        return new ServerState(
                leap,
                1,
                PRECISION,
                0,
                1e-6,
                0,
                0,
                ReferenceId.ofAscii("TEST").value(),
                NtpTimestamp.fromUnixNs(nowNs()),
                0);
    }

    @Override
    public void close() {
        server.close();
    }
}
