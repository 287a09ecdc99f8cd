package dev.foliot.daemon;

import dev.foliot.association.KeySchedule;
import dev.foliot.association.SourceParameters;
import dev.foliot.observability.NtsSnapshot;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.NoCookiesException;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A server that keys are agreed on with, and the way to the NTP server that they are for, as long as there are any. */
final class KeyedServer implements Route {
    final SourceParameters parameters;

    /** Where it agrees on keys. */
    final InetSocketAddress address;

    final KeySchedule schedule;

    private Optional<NtsSession> session = Optional.empty();
    private boolean wanted;
    private long agreedNs;
    private long failures;
    private Optional<String> failure = Optional.empty();

    /** @param schedule what is known of it from before it was given up, or a new one */
    KeyedServer(SourceParameters parameters, InetAddress address, KeySchedule schedule) {
        this.parameters = parameters;
        this.address = new InetSocketAddress(address, parameters.port());
        this.schedule = schedule;
    }

    @Override
    public TimestampedSocket connect() throws IOException {
        try {
            return session.orElseThrow().connect();
        } catch (NoCookiesException e) {
            wanted = true;
            throw e;
        }
    }

    /** Keys have been agreed on; those of before are forgotten. */
    void agreed(NtsSession fresh, long monotonicNs) {
        forget();
        session = Optional.of(fresh);
        wanted = false;
        failure = Optional.empty();
        agreedNs = monotonicNs;
        schedule.agreed(monotonicNs, fresh.ageNs());
    }

    /** An exchange came to nothing; returns whether that is news. */
    boolean failed(String reason, boolean reached, long monotonicNs) {
        boolean news = !failure.equals(Optional.of(reason));
        failures++;
        failure = Optional.of(reason);
        schedule.failed(monotonicNs, reached);
        return news;
    }

    /** The keys are of no use any more; others are wanted. */
    void drop(String reason, long monotonicNs) {
        forget();
        failure = Optional.of(reason);
        schedule.renew(monotonicNs);
    }

    /** Looks at what has become of the source, and asks for other keys when these will not do any longer. */
    void watch(ServerSource source, long monotonicNs) {
        if (source.newestNs() > agreedNs) {
            schedule.proved();
        }
        if (wanted || source.association.keysRefused() || source.dead()) {
            schedule.renew(monotonicNs);
        } else if (!source.association.keysInDoubt()) {
            schedule.suffices();
        }
    }

    /** When the certificates are valid that the keys rest on; empty without keys. */
    Optional<ValidityPeriod> certificates() {
        return session.map(NtsSession::certificates);
    }

    /** Whether it has keys, for this NTP server, and has not failed since. */
    boolean hasKeysFor(InetSocketAddress server) {
        return failure.isEmpty() && session.map(NtsSession::server).equals(Optional.of(server));
    }

    boolean keyed() {
        return session.isPresent();
    }

    /** Whether there are no keys because the latest exchange came to nothing. */
    boolean failing() {
        return session.isEmpty() && failure.isPresent();
    }

    void forget() {
        session.ifPresent(NtsSession::close);
        session = Optional.empty();
    }

    /** For a person: the name as configured, and the address behind it. */
    String name() {
        return parameters.host() + " (" + Addresses.text(address) + ")";
    }

    NtsSnapshot snapshot() {
        Optional<NtsSession.Status> status = session.flatMap(NtsSession::status);
        return new NtsSnapshot(
                Addresses.text(address),
                keyed(),
                status.map(NtsSession.Status::ageS).orElse(null),
                certificates().map(ValidityPeriod::untilUtcNs).orElse(null),
                status.map(NtsSession.Status::algorithm).orElse(null),
                status.map(NtsSession.Status::cookies).orElse(null),
                failures,
                failure.orElse(null));
    }
}
