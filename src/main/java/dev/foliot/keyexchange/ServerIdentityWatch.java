package dev.foliot.keyexchange;

import dev.foliot.keyexchange.tls.TlsAcceptor;
import dev.foliot.keyexchange.tls.TlsEngine;
import dev.foliot.keyexchange.tls.TlsLibrary;

/** Makes the engines of new connections, under the identity that the files have at the time. */
final class ServerIdentityWatch {
    private static final long LOOK_NS = 2_000_000_000L;

    private final TlsLibrary library;
    private final IdentityFiles files;
    private TlsAcceptor acceptor;
    private long nextLookNs;
    private volatile boolean wanted;

    ServerIdentityWatch(TlsLibrary library, IdentityFiles files, TlsAcceptor acceptor) {
        this.library = library;
        this.files = files;
        this.acceptor = acceptor;
        this.nextLookNs = System.nanoTime() + LOOK_NS;
    }

    TlsEngine engine() {
        return acceptor.accept();
    }

    /** The files are to be read at the next look, whether or not they seem to have changed. Any thread may say so. */
    void want() {
        wanted = true;
    }

    /** Looks at the files, if it is time to. */
    void look(long nowNs) {
        if (wanted) {
            wanted = false;
            files.reread().ifPresent(identity -> acceptor = library.acceptor(identity));
        } else if (nowNs - nextLookNs >= 0) {
            nextLookNs = nowNs + LOOK_NS;
            files.look().ifPresent(identity -> acceptor = library.acceptor(identity));
        }
    }

    /** When to look again, on the scale of {@link System#nanoTime}. */
    long nextLookNs() {
        return nextLookNs;
    }
}
