package dev.foliot.daemon;

import dev.foliot.association.KeySchedule;
import dev.foliot.association.NtsParameters;
import dev.foliot.association.SourceParameters;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.KeyExchanges.Outcome;
import dev.foliot.platform.NtsSession;
import dev.foliot.time.ClockReading;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The exchanges of keys that are under way, and when each server is asked again. */
final class KeyNegotiations {
    private static final System.Logger LOG = System.getLogger(KeyNegotiations.class.getName());

    /** Of how many servers that are not in use any more it is kept when they may be asked again. */
    private static final int REMEMBERED = 256;

    private final KeyExchanges exchanges;
    private final BooleanSupplier timeKnown;
    private final Observer observer;
    private final Map<Integer, KeyedServer> underWay = new HashMap<>();
    private final Map<Remembered, KeySchedule> schedules = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Remembered, KeySchedule> eldest) {
            return size() > REMEMBERED;
        }
    };
    private int begun;

    private record Remembered(String host, InetSocketAddress address) {}

    /** Keys for a server. */
    record Agreement(KeyedServer server, NtsSession session) {}

    /** @param timeKnown whether certificates can be held against the clock */
    KeyNegotiations(KeyExchanges exchanges, BooleanSupplier timeKnown, Observer observer) {
        this.exchanges = exchanges;
        this.timeKnown = timeKnown;
        this.observer = observer;
    }

    /** A server to agree on keys with, as soon as it may be asked. */
    KeyedServer server(SourceParameters parameters, InetAddress address, long monotonicNs) {
        Remembered name = new Remembered(parameters.host(), new InetSocketAddress(address, parameters.port()));
        KeySchedule schedule = schedules.computeIfAbsent(name, n -> new KeySchedule(monotonicNs));
        schedule.renew(monotonicNs);
        return new KeyedServer(parameters, address, schedule);
    }

    /** Begins an exchange with a server if it is time for one. */
    void onDeadline(KeyedServer server, ClockReading now) {
        if (now.monotonicNs() < server.schedule.deadlineNs()) {
            return;
        }
        NtsParameters nts = server.parameters.nts().orElseThrow();
        server.schedule.begun(now.monotonicNs());
        underWay.put(begun, server);
        exchanges.begin(new KeyExchanges.Request(
                begun++,
                new KeyExchanges.Server(
                        server.parameters.host(), server.address, nts.certificateAuthority(), nts.pinnedKey()),
                timeKnown.getAsBoolean() ? OptionalLong.of(now.utcNs()) : OptionalLong.empty()));
    }

    /** The keys that have been agreed on since this was last asked, whether or not they are still wanted. */
    List<Agreement> agreements(ClockReading now) {
        List<Agreement> agreements = new ArrayList<>();
        for (Outcome outcome : exchanges.outcomes()) {
            KeyedServer server = underWay.remove(outcome.number());
            if (outcome instanceof Outcome.Failed failed) {
                failed(server, failed.reason(), failed.reached(), now);
            } else if (outcome instanceof Outcome.Agreed agreed) {
                Agreement agreement = new Agreement(server, agreed.session());
                if (timeKnown.getAsBoolean() && !agreed.session().certificates().contains(now.utcNs())) {
                    useless(agreement, "its certificate is not valid now", now);
                } else {
                    agreements.add(agreement);
                }
            }
        }
        return agreements;
    }

    /** What an exchange has brought is of no use. */
    void useless(Agreement agreement, String reason, ClockReading now) {
        agreement.session().close();
        failed(agreement.server(), reason, true, now);
    }

    private void failed(KeyedServer server, String reason, boolean reached, ClockReading now) {
        observer.keysFailed(server.parameters.host(), server.address, reason);
        if (server.failed(reason, reached, now.monotonicNs())) {
            LOG.log(System.Logger.Level.WARNING, "{0}: no keys agreed on: {1}", server.name(), reason);
        }
    }

    /** The server is not in use any more. */
    void unwanted(Agreement agreement, ClockReading now) {
        agreement.session().close();
        agreement.server().schedule.failed(now.monotonicNs(), true);
    }

    /** A server has the keys that were agreed on. */
    void accepted(Agreement agreement, ClockReading now) {
        KeyedServer server = agreement.server();
        // Others in the place of those that it has are no news: whoever forges NAKs could fill the log with them.
        boolean news = !server.hasKeysFor(agreement.session().server());
        server.agreed(agreement.session(), now.monotonicNs());
        observer.keysAgreed(
                server.parameters.host(), server.address, agreement.session().server());
        LOG.log(
                news ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
                "{0}: has keys for {1}",
                server.name(),
                Addresses.text(agreement.session().server()));
    }
}
