package dev.foliot.keyexchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The thread of a key exchange server.
 *
 * <p>All connections last equally long at most, so the oldest one is the next to end. When there are as many as may be,
 * it gives way to a new one: it is waiting for its client, since whoever had said something has been served before, and
 * has waited longer than any other. Were new ones refused instead, a few hosts that say nothing could lock everybody out;
 * so they would have to open as many connections as there may be within the moments that an honest exchange takes.
 */
final class KeyExchangeLoop implements Runnable {
    private static final System.Logger LOG = System.getLogger(KeyExchangeLoop.class.getName());

    private static final long NS_PER_MS = 1_000_000;

    /** Connections taken in a turn, so that those that are there get theirs. */
    private static final int ACCEPTED_AT_ONCE = 64;

    private static final int BUFFER = 16 * 1024;
    private static final int PAUSE_MS = 100;

    private final Selector selector;
    private final Listeners listeners;
    private final ServerLimits limits;
    private final ServerIdentityWatch identity;
    private final Answerer answerer;
    private final Runnable onFailure;
    private final NetworkShares shares;
    private final ExchangeCounters counters = new ExchangeCounters();

    /** By age. */
    private final Map<ServerConnection, SelectionKey> connections = new LinkedHashMap<>();

    private final byte[] buffer = new byte[BUFFER];
    private volatile int count;
    private volatile boolean stopping;

    KeyExchangeLoop(
            Listeners listeners,
            ServerLimits limits,
            ServerIdentityWatch identity,
            Answerer answerer,
            Runnable onFailure) {
        this.selector = listeners.selector();
        this.listeners = listeners;
        this.limits = limits;
        this.identity = identity;
        this.answerer = answerer;
        this.onFailure = onFailure;
        this.shares = new NetworkShares(limits);
    }

    ExchangeCounters counters() {
        return counters;
    }

    int connections() {
        return count;
    }

    void reload() {
        identity.want();
        selector.wakeup();
    }

    void stop() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (listeners) {
            while (!stopping) {
                turn();
            }
            connections.keySet().forEach(ServerConnection::close);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "key exchange: the server has ended by a fault", e);
            onFailure.run();
        }
    }

    private void turn() throws IOException {
        long nowNs = System.nanoTime();
        selector.select(Math.max(1, (nextNs() - nowNs) / NS_PER_MS));
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof ServerConnection connection) {
                advance(connection, key);
            }
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.channel() instanceof ServerSocketChannel listener) {
                accept(listener);
            }
        }
        selector.selectedKeys().clear();
        nowNs = System.nanoTime();
        endExpired(nowNs);
        identity.look(nowNs);
        count = connections.size();
    }

    /** When there is something to do even if no client says anything. */
    private long nextNs() {
        long lookNs = identity.nextLookNs();
        if (connections.isEmpty()) {
            return lookNs;
        }
        long endNs = connections.keySet().iterator().next().endNs();
        return endNs - lookNs < 0 ? endNs : lookNs;
    }

    private void advance(ServerConnection connection, SelectionKey key) {
        int interest;
        try {
            interest = connection.advance(buffer);
        } catch (RuntimeException e) {
            // Ours, or the library's: it costs one connection.
            connection.conclude(ExchangeOutcome.FAULT);
            LOG.log(System.Logger.Level.DEBUG, "key exchange: a connection ends by a fault", e);
            interest = ServerConnection.DONE;
        }
        if (interest == ServerConnection.DONE) {
            end(connection);
        } else {
            key.interestOps(interest);
        }
    }

    private void accept(ServerSocketChannel listener) {
        try {
            for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                take(channel);
            }
        } catch (IOException e) {
            // Out of descriptors, most likely. The oldest connection has one; without any, a pause keeps this from
            // spinning.
            if (connections.isEmpty()) {
                pause();
            } else {
                displaceOldest();
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        long nowNs = System.nanoTime();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            NetworkShares.Network network =
                    NetworkShares.Network.of(((InetSocketAddress) channel.getRemoteAddress()).getAddress());
            ExchangeOutcome refused = shares.take(network, nowNs);
            if (refused != null) {
                counters.count(refused);
                channel.close();
                return;
            }
            if (connections.size() == limits.concurrent()) {
                displaceOldest();
            }
            ServerConnection connection = new ServerConnection(
                    channel, network, nowNs + limits.timeoutMs() * NS_PER_MS, identity::engine, answerer, counters);
            connections.put(connection, channel.register(selector, SelectionKey.OP_READ, connection));
        } catch (IOException e) {
            channel.close(); // it was gone before it was taken
        }
    }

    private void displaceOldest() {
        ServerConnection oldest = connections.keySet().iterator().next();
        oldest.conclude(ExchangeOutcome.DISPLACED);
        end(oldest);
    }

    private void endExpired(long nowNs) {
        Iterator<ServerConnection> byAge = connections.keySet().iterator();
        while (byAge.hasNext()) {
            ServerConnection connection = byAge.next();
            if (connection.endNs() - nowNs > 0) {
                return;
            }
            byAge.remove();
            connection.conclude(ExchangeOutcome.TIMED_OUT);
            shares.release(connection.network());
            connection.close();
        }
    }

    private void end(ServerConnection connection) {
        if (connections.remove(connection) != null) {
            shares.release(connection.network());
        }
        connection.close();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
