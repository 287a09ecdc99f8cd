package dev.foliot.platform;

import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What was agreed on with an NTS server (RFC 8915): whom to ask for the time, and keys, which are not told. One thread
 * uses it, the one that has it from {@link KeyExchanges}.
 */
public interface NtsSession extends AutoCloseable {
    /**
     * How it is doing, for a person; decides nothing.
     *
     * @param algorithm by which packets are protected, by its name in the registry of IANA
     * @param cookies how many are left
     * @param ageS how long ago the keys were agreed on, which may have been in an earlier run
     */
    record Status(String algorithm, int cookies, double ageS) {}

    /** The NTP server that the keys are for. */
    InetSocketAddress server();

    /** When every certificate that vouches for the server is valid. */
    ValidityPeriod certificates();

    /** How old the keys were when the session began, in nanoseconds; 0 unless an earlier run agreed on them. */
    long ageNs();

    /**
     * A socket that talks to {@link #server} alone. An NTP packet sent through it is protected; of what comes, that which
     * is not is marked {@link DatagramBatch#FLAG_NOT_AUTHENTIC} or {@link DatagramBatch#FLAG_NAK}, and the rest is the
     * NTP packet alone. Good for one request.
     *
     * @throws NoCookiesException when there is nothing left to send a request with
     * @throws IOException when there is no way to the server now
     */
    TimestampedSocket connect() throws IOException;

    /** How it is doing; empty where there is nothing to tell, as in a replay. */
    Optional<Status> status();

    /** Forgets the keys; sockets of the session are of no use any more. */
    @Override
    void close();
}
