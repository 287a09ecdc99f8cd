package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.ServerIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** A server's context. */
final class JsseAcceptor implements TlsAcceptor {
    /** Longer than the seven days that a ticket may live (RFC 8446, section 4.6.1): then Java issues none. */
    private static final int NO_TICKETS_S = 604_801;

    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;

    JsseAcceptor(ServerIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    "server", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
            managers.init(store, NO_PASSWORD);
            context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            context.getServerSessionContext().setSessionTimeout(NO_TICKETS_S);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(e); // Java has parsed both
        }
    }

    @Override
    public TlsEngine accept() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return new JsseEngine(engine);
    }
}
