package dev.foliot.keyexchange.tls;

/** A server under one identity. Its engines, and itself, belong to one thread. */
@FunctionalInterface
public interface TlsAcceptor {
    /** The server's side of a new connection. */
    TlsEngine accept();
}
