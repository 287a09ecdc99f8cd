package dev.foliot.config;

import dev.foliot.keyset.EtcdParameters;
import dev.foliot.keyset.KeySetParameters;
import dev.foliot.nts.KeyRotationParameters;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The keys of cookies, from the section that says of them; a part of {@link ConfigurationBinder}. */
final class KeySetBinder {
    private final Section main;
    private final Problems problems;

    KeySetBinder(Section main, Problems problems) {
        this.main = main;
        this.problems = problems;
    }

    /** Nothing if the file says nothing, or if there is any error, all of which are reported then. */
    Optional<KeySetParameters> bind() {
        if (!main.mentions(Schema.KEYSET_TABLE)) {
            return Optional.empty();
        }
        Section section = main.table(Schema.KEYSET_TABLE);
        boolean shared = section.mentions(Schema.ETCD_TABLE);
        Optional<EtcdParameters> etcd = shared ? etcd(section.table(Schema.ETCD_TABLE)) : Optional.empty();
        if (shared && etcd.isEmpty()) {
            return Optional.empty();
        }
        return section.build(() -> new KeySetParameters(
                new KeyRotationParameters(section.get(Schema.STALE_KEY_COUNT), intervalS(section)),
                section.get(Schema.KEY_STORAGE_PATH),
                etcd));
    }

    private static long intervalS(Section section) {
        double intervalS = section.get(Schema.KEY_ROTATION_INTERVAL);
        if (intervalS != Math.rint(intervalS)) {
            throw new IllegalArgumentException("key-rotation-interval: not a whole number of seconds");
        }
        return (long) intervalS;
    }

    private Optional<EtcdParameters> etcd(Section section) {
        // None is left when what is wrong with each has been said.
        Optional<List<URI>> endpoints = section.require(Schema.ENDPOINTS).filter(e -> !e.isEmpty());
        Optional<String> username = section.given(Schema.USERNAME);
        Optional<EtcdParameters.Login> login = both(
                section,
                Schema.USERNAME,
                username,
                Schema.PASSWORD_FILE,
                section.get(Schema.PASSWORD_FILE),
                EtcdParameters.Login::new);
        Optional<Path> chain = section.get(Schema.CLIENT_CERTIFICATE);
        Optional<EtcdParameters.ClientCertificate> client = both(
                section,
                Schema.CLIENT_CERTIFICATE,
                chain,
                Schema.CLIENT_KEY,
                section.get(Schema.CLIENT_KEY),
                EtcdParameters.ClientCertificate::new);
        return endpoints.flatMap(e -> section.build(() ->
                new EtcdParameters(e, section.get(Schema.PREFIX), login, section.get(Schema.ETCD_AUTHORITY), client)));
    }

    /** Of two keys that are of no use alone. */
    private <A, B, R> Optional<R> both(
            Section section,
            Key<?> key,
            Optional<A> one,
            Key<?> otherKey,
            Optional<B> other,
            BiFunction<A, B, R> pair) {
        if (one.isPresent() != other.isPresent()) {
            Key<?> there = one.isPresent() ? key : otherKey;
            Key<?> missing = one.isPresent() ? otherKey : key;
            problems.error(section.at(there), there.name() + ": is of no use without " + missing.name());
        }
        return one.flatMap(a -> other.map(b -> pair.apply(a, b)));
    }
}
