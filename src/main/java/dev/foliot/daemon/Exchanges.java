package dev.foliot.daemon;

import dev.foliot.association.ReplyOutcome;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.wire.ServerMark;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The requests that are under way, one at most for each server, and the sockets that their replies come to. */
final class Exchanges implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Exchanges.class.getName());

    private final RequestSender sender;
    private final Poller poller;
    private final Observer observer;
    private final Map<TimestampedSocket, ServerSource> waiting = new HashMap<>();

    /** @param mark that our own server's replies carry */
    Exchanges(ClockDriver clock, Poller poller, Observer observer, ServerMark mark) {
        this.sender = new RequestSender(clock, Optional.of(mark));
        this.poller = poller;
        this.observer = observer;
    }

    /**
     * An exchange that is over.
     *
     * @param reply that it ended with, if that is to be believed
     */
    record Ended(ServerSource source, Optional<ReplyOutcome.Measured> reply) {}

    /** Sends the request that the association wants sent; returns whether its reply can be waited for. */
    boolean send(ServerSource source) {
        try {
            source.socket = sender.send(source.association, source.route);
            source.countSent();
            waiting.put(source.socket, source);
            poller.add(source.socket);
            observer.requested(source.server);
            return true;
        } catch (IOException e) {
            failed(source, e);
            return false;
        }
    }

    /** Reads what has come to a socket; empty while the reply is still to be waited for. */
    Optional<Ended> receive(TimestampedSocket socket) {
        ServerSource source = waiting.get(socket);
        if (source == null) {
            return Optional.empty();
        }
        try {
            Optional<ReplyOutcome> outcome = sender.receive(socket, source.association, reason -> {
                source.countRejected(reason);
                observer.rejected(source.server, reason);
            });
            outcome.ifPresent(o -> end(source));
            return outcome.map(o -> new Ended(source, measured(o)));
        } catch (IOException e) {
            failed(source, e);
            return Optional.of(new Ended(source, Optional.empty()));
        }
    }

    private static Optional<ReplyOutcome.Measured> measured(ReplyOutcome outcome) {
        return outcome instanceof ReplyOutcome.Measured measured ? Optional.of(measured) : Optional.empty();
    }

    private void failed(ServerSource source, IOException e) {
        source.association.onFailed();
        end(source);
        observer.failed(source.server, e.getMessage());
        if (source.countError(e.getMessage())) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", source.name(), e.getMessage());
        }
    }

    /** Waits for the reply no longer. */
    void end(ServerSource source) {
        if (source.socket != null) {
            poller.remove(source.socket);
            waiting.remove(source.socket);
            source.closeSocket();
        }
    }

    @Override
    public void close() {
        for (TimestampedSocket socket : waiting.keySet()) {
            poller.remove(socket);
        }
        waiting.values().forEach(ServerSource::closeSocket);
        waiting.clear();
    }
}
