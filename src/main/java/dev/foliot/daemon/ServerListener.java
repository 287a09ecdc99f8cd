package dev.foliot.daemon;

import dev.foliot.platform.ServingSocket;
import dev.foliot.server.AccessList;

/** One of the sockets that a thread serves, and whom it answers there. */
final class ServerListener {
    private final ServingSocket socket;
    private final AccessList access;

    /** Whether the system has been asked to stamp a reply here since its stamps were last taken. */
    boolean stampsExpected;

    private long lost;

    ServerListener(ServingSocket socket, AccessList access) {
        this.socket = socket;
        this.access = access;
    }

    ServingSocket socket() {
        return socket;
    }

    AccessList access() {
        return access;
    }

    /** How many requests the system has dropped since this was asked last. */
    long newlyLost() {
        long now = socket.lost();
        if (now < 0) {
            return 0;
        }
        long since = Integer.toUnsignedLong((int) (now - lost));
        lost = now;
        return since;
    }
}
