package dev.foliot.simulation;

import dev.foliot.platform.TimestampedSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The sockets that a poller watches, and which of them have something. */
public final class WatchedSockets {
    private final List<TimestampedSocket> watched = new ArrayList<>();
    private final List<TimestampedSocket> ready = new ArrayList<>();
    private final List<TimestampedSocket> readyView = Collections.unmodifiableList(ready);

    /** @throws IllegalArgumentException when the socket is none of the simulation's */
    public void add(TimestampedSocket socket) {
        if (socket == null || !(socket.watched() instanceof SimulatedSocket)) {
            throw new IllegalArgumentException("not a socket of a simulated network: " + socket);
        }
        watched.add(socket);
    }

    public void remove(TimestampedSocket socket) {
        watched.remove(socket);
    }

    public void clear() {
        watched.clear();
    }

    /** Looks which sockets have something; whether any has. */
    public boolean look() {
        ready.clear();
        for (int i = 0; i < watched.size(); i++) {
            if (((SimulatedSocket) watched.get(i).watched()).isReady()) {
                ready.add(watched.get(i));
            }
        }
        return !ready.isEmpty();
    }

    /** Those that had something at the latest {@link #look}; always the same list. */
    public List<TimestampedSocket> ready() {
        return readyView;
    }
}
