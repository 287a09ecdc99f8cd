package dev.foliot.keyexchange;

import dev.foliot.nts.CookieSealer;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.KeRecord;
import dev.foliot.nts.ke.KeServer;
import dev.foliot.nts.ke.KeyExporter;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/** Answers requests with cookies under the master keys of the moment. Belongs to one thread. */
final class Answerer {
    private static final int SEED_BYTES = 32;

    private final KeServer server;
    private final Supplier<MasterKeys> keys;
    private final CookieSealer cookies;

    Answerer(KeServer server, Supplier<MasterKeys> keys) {
        this.server = server;
        this.keys = keys;
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        this.cookies = new CookieSealer(new SecretNonces(seed));
    }

    /** Whether there is a key to seal cookies with. */
    boolean isReady() {
        return !keys.get().isEmpty();
    }

    KeServer.Answer answer(List<KeRecord> request, KeyExporter exporter) {
        cookies.use(keys.get());
        return server.answer(request, exporter, cookies);
    }
}
