package dev.foliot.keyexchange.tls;

import java.nio.ByteBuffer;

/**
 * One side of one connection of TLS 1.3 for {@value #PROTOCOL} (RFC 8915, section 4), without I/O.
 *
 * <p>Nothing that a peer does makes a method throw: it puts the engine into {@link State#FAILED}, with an alert among the
 * bytes to be sent. Not thread-safe.
 */
public interface TlsEngine extends AutoCloseable {
    /** What both sides have to agree upon to talk of, by ALPN. */
    String PROTOCOL = "ntske/1";

    enum State {
        HANDSHAKING,
        /** Both sides know who they talk to: data may pass, and keys be exported. */
        OPEN,
        /** One side said that it has nothing more to say. What it said before can be read. */
        CLOSED,
        /** {@link #failure} says why. */
        FAILED
    }

    State state();

    /** Why it failed: part of a sentence, for a person. Empty while it has not. */
    String failure();

    /** Takes bytes that the peer has sent, however they were cut. */
    void receive(byte[] bytes, int offset, int length);

    /** The connection has ended on the peer's side. Without its farewell in TLS before, that is a failure. */
    void receiveEnd();

    /** Whether there is something to be sent. */
    boolean hasOutput();

    /** Moves what is to be sent into a buffer, as much as fits. */
    void send(ByteBuffer into);

    /**
     * Reads what the peer said.
     *
     * @return how many bytes were there, 0 if none
     */
    int read(byte[] into, int offset, int length);

    /** Says something to the peer. Only while {@link State#OPEN}. */
    void write(byte[] data);

    /**
     * Keys that both sides know and nobody else (RFC 8446, section 7.5). Only while {@link State#OPEN}, which includes
     * the time until it is closed by either side.
     */
    byte[] exportKeys(String label, byte[] context, int length);

    /** Says farewell, if the connection is open, and forgets all secrets. What is to be sent can still be taken. */
    @Override
    void close();
}
