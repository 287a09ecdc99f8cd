package dev.foliot.cli;

import dev.foliot.association.RejectReason;
import dev.foliot.filter.Sample;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** A way to ask one server for the time; each call sends one request. */
interface Probe extends AutoCloseable {
    /**
     * What came of one request.
     *
     * @param sample the measurement, if there was a reply to believe
     * @param interleaved whether the measurement is of the exchange before, completed by this reply (RFC 9769)
     * @param rejected datagrams that were not believed, by reason
     */
    record Answer(Optional<Sample> sample, boolean interleaved, Map<RejectReason, Integer> rejected) {}

    /** How probes are made. */
    @FunctionalInterface
    interface Factory {
        /** @param host the name by which the server was found */
        Probe open(String host, InetSocketAddress server) throws IOException;
    }

    /**
     * Asks once, and waits for the reply.
     *
     * @param timeoutNs how long to wait, in nanoseconds
     * @throws IOException when the request cannot be sent, or the network says that it cannot be delivered
     */
    Answer ask(long timeoutNs) throws IOException;

    @Override
    void close() throws IOException;
}
