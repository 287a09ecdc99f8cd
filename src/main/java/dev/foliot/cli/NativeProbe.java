package dev.foliot.cli;

import dev.foliot.daemon.Measurement;
import dev.foliot.daemon.NativePorts;
import dev.foliot.daemon.Ports;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.KeyExchanges.Outcome;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.SystemClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks as the daemon does, through the operating system that we run on, by the clock of the kernel. */
final class NativeProbe implements Probe {
    /** An exchange ends by itself; this is only for a wake-up that is missed. */
    private static final long LONGEST_WAIT_NS = 1_000_000_000L;

    private final Ports ports;
    private final Measurement measurement;

    private NativeProbe(Ports ports, Measurement measurement) {
        this.ports = ports;
        this.measurement = measurement;
    }

    static NativeProbe open(String host, InetSocketAddress server) throws IOException {
        return open(ports -> new Measurement(ports, server, new SecureRandom()));
    }

    /** Agrees on keys with each server first, and asks under these. */
    static Probe.Factory underKeys(Optional<String> certificateAuthority, Optional<String> pinnedKey) {
        return (host, server) -> open(ports -> new Measurement(
                ports,
                agree(ports, new KeyExchanges.Server(host, server, certificateAuthority, pinnedKey)),
                new SecureRandom()));
    }

    private interface Start {
        Measurement measurement(Ports ports) throws IOException;
    }

    private static NativeProbe open(Start start) throws IOException {
        Ports ports = NativePorts.openToObserve();
        try {
            return new NativeProbe(ports, start.measurement(ports));
        } catch (IOException | RuntimeException e) {
            ports.close();
            throw e;
        }
    }

    private static NtsSession agree(Ports ports, KeyExchanges.Server server) throws IOException {
        SystemClock clock = ports.clock();
        long utcNs = clock.read().utcNs();
        ports.keyExchanges().begin(new KeyExchanges.Request(0, server, OptionalLong.of(utcNs)));
        List<Outcome> outcomes = List.of();
        while (outcomes.isEmpty()) {
            ports.poller().await(clock.toKernelMonotonicNs(clock.read().monotonicNs() + LONGEST_WAIT_NS));
            outcomes = ports.keyExchanges().outcomes();
        }
        if (outcomes.get(0) instanceof Outcome.Agreed agreed) {
            return agreed.session();
        }
        throw new IOException("no keys agreed on: " + ((Outcome.Failed) outcomes.get(0)).reason());
    }

    @Override
    public Answer ask(long timeoutNs) throws IOException {
        Measurement.Result result = measurement.once(timeoutNs);
        return new Answer(result.sample(), result.interleaved(), result.rejected());
    }

    @Override
    public void close() {
        ports.close();
    }
}
