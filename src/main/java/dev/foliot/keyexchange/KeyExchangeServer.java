package dev.foliot.keyexchange;

import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.tls.TlsAcceptor;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.ke.KeServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A key exchange server: one thread for its sockets and all of their connections. It answers whoever speaks TLS 1.3 and
 * NTS, in the bounds of its {@link ServerLimits}.
 */
public final class KeyExchangeServer implements AutoCloseable {
    private static final int STOP_MS = 5000;

    private final List<InetSocketAddress> addresses;
    private final IdentityFiles files;
    private final KeyExchangeLoop loop;
    private final Thread thread;

    private KeyExchangeServer(List<InetSocketAddress> addresses, IdentityFiles files, KeyExchangeLoop loop) {
        this.addresses = addresses;
        this.files = files;
        this.loop = loop;
        this.thread = new Thread(loop, "key-exchange");
        thread.setDaemon(true);
    }

    /**
     * Answers from now on.
     *
     * @param listeners where; closed with the server, or when it cannot start
     * @param files the certificates to show and the key to sign with
     * @param answers what requests are answered with
     * @param keys the master keys as they are whenever it is called, which is on the server's thread
     * @param onFailure called when the server has ended by a fault of its own, which is logged
     */
    public static KeyExchangeServer start(
            TlsLibrary library,
            Listeners listeners,
            ServerLimits limits,
            IdentityFiles files,
            KeServer answers,
            Supplier<MasterKeys> keys,
            Runnable onFailure)
            throws IOException, CertificateFileException {
        try {
            TlsAcceptor acceptor = library.acceptor(files.read());
            ServerIdentityWatch watch = new ServerIdentityWatch(library, files, acceptor);
            KeyExchangeLoop loop =
                    new KeyExchangeLoop(listeners, limits, watch, new Answerer(answers, keys), onFailure);
            KeyExchangeServer server = new KeyExchangeServer(listeners.addresses(), files, loop);
            server.thread.start();
            return server;
        } catch (IOException | CertificateFileException | RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    /** Where it listens. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    public ExchangeCounters counters() {
        return loop.counters();
    }

    /** Until when the certificates that it shows are valid. */
    public Instant certificatesUntil() {
        return files.validUntil();
    }

    /** How many connections there are. */
    public int connections() {
        return loop.connections();
    }

    /** Reads certificates and key anew, on the server's thread, soon: that they have changed, it finds out by itself. */
    void reload() {
        loop.reload();
    }

    /** Stops listening, closes all connections, and waits until that is done. */
    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
