package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.certificate.ServerIdentity;

/** A library of TLS. */
public enum TlsLibrary {
    /** On every Java. */
    BOUNCY_CASTLE {
        @Override
        public TlsEngine client(PeerName server, ChainCheck check) {
            return BcEngine.client(server, check);
        }

        @Override
        public TlsAcceptor acceptor(ServerIdentity identity) {
            return new BcAcceptor(identity);
        }

        @Override
        public boolean isUsable() {
            return true;
        }
    },

    /** Java's own: it can export keys since Java 25. */
    JSSE {
        @Override
        public TlsEngine client(PeerName server, ChainCheck check) {
            return JsseEngine.client(server, check);
        }

        @Override
        public TlsAcceptor acceptor(ServerIdentity identity) {
            return new JsseAcceptor(identity);
        }

        @Override
        public boolean isUsable() {
            return JsseExporter.isAvailable();
        }
    };

    /** A client's side of a new connection. It has something to send at once. */
    public abstract TlsEngine client(PeerName server, ChainCheck check);

    /** Prepares what the connections of a server have in common. */
    public abstract TlsAcceptor acceptor(ServerIdentity identity);

    /** Whether this Java has what it needs. */
    public abstract boolean isUsable();

    /** The one for clients: Java's own where it can do it, for that is the one that a system's updates keep sound. */
    public static TlsLibrary forClients() {
        return JSSE.isUsable() ? JSSE : BOUNCY_CASTLE;
    }

    /** The one for servers: a handshake takes half the time of Java's own. */
    public static TlsLibrary forServers() {
        return BOUNCY_CASTLE;
    }
}
