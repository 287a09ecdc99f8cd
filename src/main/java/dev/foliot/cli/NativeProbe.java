package dev.foliot.cli;

import dev.foliot.daemon.Measurement;
import dev.foliot.daemon.NativePorts;
import dev.foliot.daemon.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;

/** Asks as the daemon does, through the operating system that we run on, by the clock of the kernel. */
final class NativeProbe implements Probe {
    private final Ports ports;
    private final Measurement measurement;

    private NativeProbe(Ports ports, Measurement measurement) {
        this.ports = ports;
        this.measurement = measurement;
    }

    static NativeProbe open(InetSocketAddress server) throws IOException {
        Ports ports = NativePorts.openToObserve();
        try {
            return new NativeProbe(ports, new Measurement(ports, server, new SecureRandom()));
        } catch (IOException | RuntimeException e) {
            ports.close();
            throw e;
        }
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
