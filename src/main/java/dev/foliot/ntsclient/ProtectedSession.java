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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Keys and cookies, and the sockets that use them. */
final class ProtectedSession implements NtsSession {
    private final ClientSession session;
    private final InetSocketAddress server;
    private final ValidityPeriod certificates;
    private final Network network;
    private final Consumer<ProtectedSession> closing;
    private boolean closed;

    /** @param closing told when it is closed */
    ProtectedSession(
            ClientSession session,
            InetSocketAddress server,
            ValidityPeriod certificates,
            Network network,
            Consumer<ProtectedSession> closing) {
        this.session = session;
        this.server = server;
        this.certificates = certificates;
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
        double ageS = Duration.between(Instant.ofEpochSecond(session.establishedS()), Instant.now())
                        .toMillis()
                * 1e-3;
        return Optional.of(new Status(session.algorithm().name().replace('_', '-'), session.cookies(), ageS));
    }

    /** Empty once it is closed: keys that have been zeroed open and seal nothing. */
    Optional<ClientSession> keys() {
        return closed ? Optional.empty() : Optional.of(session);
    }

    /** What is left, to be kept for the next run. */
    SessionState state() {
        return session.state();
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
