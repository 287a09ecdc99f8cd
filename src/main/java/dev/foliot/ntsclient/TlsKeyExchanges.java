package dev.foliot.ntsclient;

import dev.foliot.keyexchange.KeyExchange;
import dev.foliot.keyexchange.KeyExchangeClient;
import dev.foliot.keyexchange.KeyExchangeException;
import dev.foliot.keyexchange.KeyExchangeOrder;
import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.ClientSession;
import dev.foliot.nts.SessionState;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.KeRequest;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Network;
import dev.foliot.time.ValidityPeriod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Agrees on keys over TLS, with each server on a thread of its own, which ends when there is nothing to do: a server that is
 * silent holds up no other. Cookies that are left at the end are kept for the next run.
 */
public final class TlsKeyExchanges implements KeyExchanges {
    /** More servers than a client has; should it have more, those that are left wait. */
    private static final int THREADS = 64;

    private static final long IDLE_S = 10;

    /** How long an exchange may take, and how long each of its steps. */
    private static final int OVERALL_MS = 15_000;

    private static final int STEP_MS = 5_000;

    private static final int NTP_PORT = 123;
    private static final int SEED_BYTES = 32;

    /** What every server has, first: with the second, older versions of chrony leave the client to guess the keys. */
    private static final List<AeadAlgorithm> ALGORITHMS =
            List.of(AeadAlgorithm.AES_SIV_CMAC_256, AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_512);

    private final Network network;
    private final Runnable wakeUp;
    private final SessionFiles files;
    private final TrustedAuthorities authorities = new TrustedAuthorities();
    private final KeyExchangeClient client = new KeyExchangeClient(TlsLibrary.forClients(), OVERALL_MS, STEP_MS);
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Map<ProtectedSession, Server> open = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TlsKeyExchanges::thread);
    private final KeRequest request;
    private volatile boolean closed;

    /**
     * @param network where the sessions' sockets come from
     * @param wakeUp called, on any thread, when an exchange is over: {@link dev.foliot.platform.Poller#wakeUp}
     * @param files where cookies are kept between two runs
     */
    public TlsKeyExchanges(Network network, Runnable wakeUp, SessionFiles files) {
        this(network, wakeUp, files, ALGORITHMS);
    }

    /** @param algorithms to be asked for, the best first */
    TlsKeyExchanges(Network network, Runnable wakeUp, SessionFiles files, List<AeadAlgorithm> algorithms) {
        this.network = network;
        this.wakeUp = wakeUp;
        this.files = files;
        this.request = KeRequest.ntpv4(algorithms);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "foliot-nts-ke");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void begin(Request request) {
        threads.execute(() -> {
            Outcome outcome = exchange(request);
            if (!closed) {
                outcomes.add(outcome);
                wakeUp.run();
            }
        });
    }

    @Override
    public List<Outcome> outcomes() {
        List<Outcome> taken = new ArrayList<>();
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            taken.add(outcome);
        }
        return taken;
    }

    private Outcome exchange(Request request) {
        try {
            Optional<SessionState> kept = files.take(request.server()).filter(state -> usable(state, request));
            ProtectedSession session = kept.isPresent()
                    ? session(request.server(), kept.get(), ageNs(kept.get()))
                    : session(request.server(), agree(request), 0);
            return new Outcome.Agreed(request.number(), session);
        } catch (KeyExchangeException e) {
            boolean reached = e.kind() != KeyExchangeException.Kind.CONNECTION;
            return new Outcome.Failed(request.number(), e.getMessage(), reached);
        } catch (CertificateFileException e) {
            return new Outcome.Failed(request.number(), e.getMessage(), false);
        } catch (UnknownHostException e) {
            return new Outcome.Failed(
                    request.number(), "the NTP server that it names does not resolve: " + e.getMessage(), true);
        } catch (RuntimeException e) {
            // Of a library, or ours: it must not end more than one exchange.
            return new Outcome.Failed(request.number(), "a fault of the program: " + e, true);
        }
    }

    private static boolean usable(SessionState state, Request request) {
        OptionalLong atUtcNs = request.certificatesAtUtcNs();
        return atUtcNs.isEmpty() || validity(state).contains(atUtcNs.getAsLong());
    }

    private SessionState agree(Request request)
            throws KeyExchangeException, CertificateFileException, UnknownHostException {
        Server server = request.server();
        Optional<Instant> at = request.certificatesAtUtcNs().isPresent()
                ? Optional.of(
                        Instant.ofEpochSecond(0, request.certificatesAtUtcNs().getAsLong()))
                : Optional.empty();
        CertificateCheck check = new CertificateCheck(authorities.of(server), PeerName.of(server.host()), at);
        KeyExchange agreed = client.exchange(new KeyExchangeOrder(List.of(server.address()), check, this.request));
        return new SessionState(
                timeServer(agreed).getHostAddress(),
                agreed.response().ntpPort().orElse(NTP_PORT),
                agreed.keys(),
                agreed.otherKeys(),
                agreed.response().cookies(),
                Instant.now().getEpochSecond(),
                agreed.validity().notBefore().getEpochSecond(),
                agreed.validity().notAfter().getEpochSecond());
    }

    /** Unless the server names another, it is its own (RFC 8915, section 4.1.7). */
    private static InetAddress timeServer(KeyExchange agreed) throws UnknownHostException {
        Optional<String> named = agreed.response().ntpServer();
        return named.isPresent()
                ? InetAddress.getByName(named.get())
                : agreed.server().getAddress();
    }

    /** More than none, however fast this run came after the one before. */
    private static long ageNs(SessionState kept) {
        return Math.max(1, TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond() - kept.establishedS()));
    }

    private ProtectedSession session(Server server, SessionState state, long ageNs) throws UnknownHostException {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        ProtectedSession session = new ProtectedSession(
                new ClientSession(state, new SecretNonces(seed)),
                new InetSocketAddress(InetAddress.getByName(state.server()), state.port()),
                validity(state),
                ageNs,
                network,
                open::remove);
        open.put(session, server);
        return session;
    }

    private static ValidityPeriod validity(SessionState state) {
        return ValidityPeriod.ofSeconds(state.validFromS(), state.validUntilS());
    }

    /** Keeps the cookies that are left. Exchanges under way are given up. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        open.forEach((session, server) -> {
            files.keep(server, session.state());
            session.close();
        });
    }
}
