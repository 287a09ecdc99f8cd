package dev.foliot.simulation;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ForwardingSocket;
import dev.foliot.platform.NoCookiesException;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Keys of a {@link SimulatedNtsServer}. Each request takes a cookie, each authentic reply brings one (RFC 8915, 5.7). */
final class SimulatedNtsSession implements NtsSession {
    private static final int COOKIES = 8;

    private final SimulatedNtsServer server;
    private final SimulatedNetwork host;
    private final ValidityPeriod certificates;
    private final int keys;
    private int cookies = COOKIES;
    private boolean closed;

    SimulatedNtsSession(SimulatedNtsServer server, SimulatedNetwork host) {
        this.server = server;
        this.host = host;
        this.certificates = server.certificates();
        this.keys = server.keys();
    }

    @Override
    public InetSocketAddress server() {
        return server.timeServer();
    }

    @Override
    public ValidityPeriod certificates() {
        return certificates;
    }

    @Override
    public long ageNs() {
        return server.keysAgeNs();
    }

    @Override
    public TimestampedSocket connect() throws IOException {
        if (cookies == 0) {
            throw new NoCookiesException("no cookies left");
        }
        TimestampedSocket socket = new Guarded(host.connect(server()));
        cookies--;
        return socket;
    }

    /** Nothing that a replay could tell as well. */
    @Override
    public Optional<Status> status() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }

    private int flags() {
        if (closed || server.forged()) {
            return DatagramBatch.FLAG_NOT_AUTHENTIC;
        }
        return server.keys() == keys && !server.naksForged() ? 0 : DatagramBatch.FLAG_NAK;
    }

    private final class Guarded extends ForwardingSocket {
        Guarded(SimulatedSocket socket) {
            super(socket);
        }

        @Override
        public int receive(DatagramBatch batch) throws IOException {
            int count = socket.receive(batch);
            for (int slot = 0; slot < count; slot++) {
                batch.setFlags(slot, batch.flags(slot) | flags());
                cookies = flags() == 0 ? Math.min(COOKIES, cookies + 1) : cookies;
            }
            return count;
        }
    }
}
