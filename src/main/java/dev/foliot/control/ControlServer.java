package dev.foliot.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * Answers on the control socket, on a thread of its own, so that no client can hold up the daemon's loop: the two share
 * nothing but what the handlers read.
 *
 * <p>Whoever connects costs bounded memory and time: {@value #MAX_CONNECTIONS} connections at once (more wait in the
 * system's queue), requests of {@value Exchange#MAX_REQUEST} bytes, {@value #EXCHANGE_LIMIT_MS} ms a
 * connection.
 */
public final class ControlServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 16;
    static final int EXCHANGE_LIMIT_MS = 2000;

    private static final int BACKLOG = 128;
    private static final int CHECK_MS = 100;

    private final Dispatcher dispatcher;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey accepting;
    private final SocketFile file;
    private final Thread thread;
    private volatile boolean closing;

    private ControlServer(ServerSocketChannel listener, Selector selector, SocketFile file, Dispatcher dispatcher)
            throws IOException {
        this.dispatcher = dispatcher;
        this.listener = listener;
        this.selector = selector;
        this.file = file;
        this.accepting = listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(this::run, "control");
        thread.setDaemon(true);
    }

    /**
     * Listens at {@code path} from now on. The directory is made if it is missing.
     *
     * @param mode permissions of the socket, as of chmod
     * @param handlers who answers, by the name of the command
     * @throws java.net.BindException when the path is taken: by a daemon that answers, or by something that is not a
     *     socket
     */
    public static ControlServer start(Path path, int mode, Map<String, ControlHandler> handlers) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Selector selector = Selector.open();
            try {
                SocketFile file = SocketFile.bind(listener, path, mode, BACKLOG);
                ControlServer server = new ControlServer(listener, selector, file, new Dispatcher(handlers));
                server.thread.start();
                return server;
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /** Stops answering and removes the socket, if it is still ours. */
    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            thread.join(EXCHANGE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.remove();
    }

    private void run() {
        try (listener;
                selector) {
            while (!closing) {
                selector.select(this::ready, connections() == 0 ? 0 : CHECK_MS);
                closeExpired();
                accepting.interestOps(connections() < MAX_CONNECTIONS ? SelectionKey.OP_ACCEPT : 0);
            }
            selector.keys().forEach(ControlServer::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        if (key == accepting) {
            accept();
        } else {
            advance(key);
        }
    }

    private void accept() {
        try {
            SocketChannel connection = listener.accept();
            if (connection != null) {
                long deadlineNs = System.nanoTime() + EXCHANGE_LIMIT_MS * 1_000_000L;
                connection.configureBlocking(false);
                Peer peer = new Peer(connection, file.owner());
                connection.register(
                        selector, SelectionKey.OP_READ, new Exchange(dispatcher, peer::mayOrder, deadlineNs));
            }
        } catch (IOException e) {
            // Out of descriptors, most likely. The connection waits in the queue; a pause keeps this from spinning.
            pause();
        }
    }

    private static void advance(SelectionKey key) {
        try {
            int interest = ((Exchange) key.attachment()).advance((SocketChannel) key.channel());
            if (interest == Exchange.DONE) {
                close(key);
            } else {
                key.interestOps(interest);
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void closeExpired() {
        long nowNs = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Exchange exchange && exchange.expired(nowNs)) {
                close(key);
            }
        }
    }

    private int connections() {
        int count = 0;
        for (SelectionKey key : selector.keys()) {
            if (key != accepting && key.isValid()) {
                count++;
            }
        }
        return count;
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // The connection is gone either way.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(CHECK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
