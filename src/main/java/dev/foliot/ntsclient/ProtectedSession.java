package dev.foliot.ntsclient;

import dev.foliot.nts.ClientSession;
import dev.foliot.nts.SessionState;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.Network;
import dev.foliot.platform.NoCookiesException;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keys and cookies, and the sockets that use them. */
final class ProtectedSession implements NtsSession {
    private final ClientSession session;
    private final InetSocketAddress server;
    private final ValidityPeriod certificates;
    private final long ageNs;
    private final long begunNs = System.nanoTime();
    private final Network network;
    private final Consumer<ProtectedSession> closing;
    private boolean closed;

    /**
     * @param ageNs how old the keys are
     * @param closing told when it is closed
     */
    ProtectedSession(
            ClientSession session,
            InetSocketAddress server,
            ValidityPeriod certificates,
            long ageNs,
            Network network,
            Consumer<ProtectedSession> closing) {
        this.session = session;
        this.server = server;
        this.certificates = certificates;
        this.ageNs = ageNs;
        this.network = network;
        this.closing = closing;
    }

    @Override
    public InetSocketAddress server() {
        return server;
    }

    @Override
    public ValidityPeriod certificates() {
        return certificates;
    }

    @Override
    public long ageNs() {
        return ageNs;
    }

    @Override
    public TimestampedSocket connect() throws IOException {
        if (closed) {
            throw new IOException("the keys have been forgotten");
        }
        if (session.cookies() == 0) {
            throw new NoCookiesException("no cookies are left to ask " + Addresses.text(server) + " with");
        }
        return new ProtectedSocket(network.connect(server), this);
    }

    @Override
    public Optional<Status> status() {
        String algorithm = session.algorithm().name().replace('_', '-');
        return Optional.of(new Status(algorithm, session.cookies(), presentAgeNs() * 1e-9));
    }

    /** Not by the clock, which may have been set in between: by what these keys have brought, even. */
    private long presentAgeNs() {
        return ageNs + (System.nanoTime() - begunNs);
    }

    /** Empty once it is closed: keys that have been zeroed open and seal nothing. */
    Optional<ClientSession> keys() {
        return closed ? Optional.empty() : Optional.of(session);
    }

    /** What is left, to be kept for the next run. */
    SessionState state() {
        return session.state()
                .establishedAt(Instant.now().getEpochSecond() - TimeUnit.NANOSECONDS.toSeconds(presentAgeNs()));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closing.accept(this);
            session.destroy();
        }
    }
}
