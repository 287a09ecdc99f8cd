package dev.foliot.simulation.clknetsim;

import java.io.IOException;

/** A connection that keeps messages apart, as a socket of type SOCK_SEQPACKET does. */
public interface MessageChannel {
    /** Sends the first {@code length} bytes as one message. */
    void send(byte[] message, int length) throws IOException;

    /**
     * Waits for the next message. Of one that is longer than the buffer, the rest is lost.
     *
     * @return its length; not positive when the other end has closed
     */
    int receive(byte[] buffer) throws IOException;
}
