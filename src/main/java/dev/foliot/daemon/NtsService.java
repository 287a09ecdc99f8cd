package dev.foliot.daemon;

import dev.foliot.config.NtsServing;
import dev.foliot.keyexchange.ExchangeOutcome;
import dev.foliot.keyexchange.IdentityFiles;
import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyexchange.KeyExchangeServer;
import dev.foliot.keyexchange.Listeners;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.keyset.KeySetKeeper;
import dev.foliot.keyset.KeySetStatus;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeServer;
import dev.foliot.observability.KeyExchangeSnapshot;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What NTS needs beside the server of time: the keys of cookies, and the servers that give cookies to clients. */
public final class NtsService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NtsService.class.getName());

    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(0);

    private final Optional<KeySetKeeper> keeper;
    private final Runnable onFailure;
    private final List<Bound> bound = new ArrayList<>();
    private final List<KeyExchangeServer> servers = new ArrayList<>();

    /** A server that is still to start, and its sockets. */
    private record Bound(KeyExchangeParameters parameters, Listeners listeners) {}

    private NtsService(Optional<KeySetKeeper> keeper, Runnable onFailure) {
        this.keeper = keeper;
        this.onFailure = onFailure;
    }

    /**
     * When it returns, it knows the keys as far as they can be known at once, and has the addresses of key exchange; whoever
     * connects there waits until {@link #start}. Does nothing where nothing is configured.
     *
     * @param onFailure called when a thread has ended by a fault of its own
     * @throws java.net.BindException when an address is in use, is not ours or needs a permission
     */
    public static NtsService open(Optional<NtsServing> serving, SystemClock clock, Runnable onFailure)
            throws IOException {
        NtsService service = new NtsService(serving.map(each -> keeper(each, clock)), onFailure);
        try {
            service.keeper.ifPresent(keys -> keys.start(onFailure));
            for (List<KeyExchangeParameters> alike :
                    alike(serving.map(NtsServing::keyExchange).orElse(List.of()))) {
                service.bound.add(new Bound(
                        alike.get(0),
                        Listeners.open(alike.stream()
                                .map(KeyExchangeParameters::listen)
                                .toList())));
            }
            return service;
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /**
     * Answers key exchanges when it returns, which takes a moment: TLS has much to load. Whoever serves the time should do
     * so before.
     *
     * @throws CertificateFileException when a certificate or a key cannot be used
     */
    public void start() throws IOException, CertificateFileException {
        while (!bound.isEmpty()) {
            Bound next = bound.remove(0);
            servers.add(start(next.parameters(), next.listeners()));
        }
    }

    /**
     * Those that differ in their addresses alone become one server: a socket for all addresses of IPv6 takes IPv4's as
     * well, and only the server that has it knows that another one is not needed.
     */
    private static Collection<List<KeyExchangeParameters>> alike(List<KeyExchangeParameters> all) {
        return all.stream()
                .collect(Collectors.groupingBy(
                        each -> each.listeningAt(ANYWHERE), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static KeySetKeeper keeper(NtsServing serving, SystemClock clock) {
        return new KeySetKeeper(serving.keySet(), NtsService::hostName, clock::read, new SecureRandom()::nextBytes);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }

    private KeyExchangeServer start(KeyExchangeParameters parameters, Listeners listeners)
            throws IOException, CertificateFileException {
        KeyExchangeServer server = KeyExchangeServer.start(
                TlsLibrary.forServers(),
                listeners,
                parameters.limits(),
                new IdentityFiles(parameters.certificateChain(), parameters.privateKey()),
                new KeServer(EnumSet.allOf(AeadAlgorithm.class), parameters.ntpServer(), parameters.ntpPort()),
                keeper.orElseThrow()::keys,
                onFailure);
        LOG.log(
                System.Logger.Level.INFO,
                "key exchange at {0}",
                server.addresses().stream().map(Addresses::text).collect(Collectors.joining(", ")));
        return server;
    }

    /** The keys of cookies as they are at any moment; empty when NTS is not served. */
    public Optional<Supplier<MasterKeys>> keys() {
        return keeper.map(keys -> keys::keys);
    }

    /** Whether the clock has been set by what knows the time: keys are rotated by it. */
    public void setTimeIsKnown(boolean known) {
        keeper.ifPresent(keys -> keys.setTimeIsKnown(known));
    }

    /** What there is to see. */
    public KeyExchangeSnapshot snapshot() {
        return keeper.map(keys -> snapshot(keys.status())).orElse(KeyExchangeSnapshot.NONE);
    }

    private KeyExchangeSnapshot snapshot(KeySetStatus keys) {
        return new KeyExchangeSnapshot(
                servers.stream()
                        .flatMap(server -> server.addresses().stream())
                        .map(Addresses::text)
                        .toList(),
                servers.stream().mapToInt(KeyExchangeServer::connections).sum(),
                KeyExchangeSnapshot.outcomes(this::count),
                servers.stream()
                        .map(server -> server.certificatesUntil().getEpochSecond())
                        .min(Long::compare)
                        .orElse(null),
                keys.source(),
                keys.current().isEmpty() ? null : keys.current(),
                keys.ids(),
                number(keys.usedFromS()),
                number(keys.nextS()),
                keys.rotating(),
                keys.error().isEmpty() ? null : keys.error());
    }

    private long count(ExchangeOutcome outcome) {
        return servers.stream()
                .mapToLong(server -> server.counters().of(outcome))
                .sum();
    }

    private static Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    @Override
    public void close() {
        servers.forEach(KeyExchangeServer::close);
        for (Bound each : bound) {
            try {
                each.listeners().close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a socket of key exchange cannot be closed: {0}", e.toString());
            }
        }
        keeper.ifPresent(KeySetKeeper::close);
    }
}
