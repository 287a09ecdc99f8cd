package dev.foliot.control;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.foliot.control.ControlException.Reason;
import dev.foliot.observability.DaemonSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Asks a running daemon. Each request is a connection of its own, bounded in time and in the length of its reply. */
public final class ControlClient {
    /** Enough for any daemon: it answers from memory. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    static final int MAX_REPLY = 1 << 20;

    private static final int RETRY_MS = 10;

    private final Path socket;
    private final Duration timeout;

    /** @param timeout for a whole request, positive */
    public ControlClient(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    /** What the daemon shows of itself. */
    public DaemonSnapshot status() throws ControlException {
        JsonObject reply = request(StatusHandler.COMMAND);
        try {
            DaemonSnapshot snapshot = Json.fromJson(reply, DaemonSnapshot.class);
            if (snapshot.clock() == null) {
                throw new JsonParseException("it says nothing about its clock");
            }
            return snapshot;
        } catch (RuntimeException e) {
            throw new ControlException(
                    Reason.BAD_REPLY, socket + ": the daemon's version does not fit this program's: " + e.getMessage());
        }
    }

    /**
     * Sends a command without parameters.
     *
     * @return the reply, which is no error
     */
    public JsonObject request(String command) throws ControlException {
        JsonObject request = new JsonObject();
        request.addProperty("command", command);
        return request(request);
    }

    /** Sends a request; see {@link #request(String)}. */
    public JsonObject request(JsonObject request) throws ControlException {
        JsonObject reply = parse(exchange(Json.compact(request) + "\n"));
        if (reply.get("error") instanceof JsonPrimitive error) {
            Reason reason = reply.has("denied") ? Reason.NO_PERMISSION : Reason.REFUSED;
            throw new ControlException(reason, socket + ": " + error.getAsString());
        }
        return reply;
    }

    private JsonObject parse(String reply) throws ControlException {
        try {
            if (Json.parse(reply) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            // Told below: what answered is not ours, so where it differs does not matter.
        }
        throw new ControlException(Reason.BAD_REPLY, socket + ": not a reply of a foliot daemon, or not a whole one");
    }

    private String exchange(String request) throws ControlException {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        try (SocketChannel channel = connect(deadlineNs)) {
            return converse(channel, request, deadlineNs);
        } catch (ControlException e) {
            throw e;
        } catch (IOException e) {
            throw new ControlException(Reason.BAD_REPLY, socket + ": the connection broke off: " + e.getMessage());
        }
    }

    private String converse(SocketChannel channel, String request, long deadlineNs) throws IOException {
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                await(selector, deadlineNs);
                channel.write(out);
            }
            key.interestOps(SelectionKey.OP_READ);
            return readToEnd(channel, selector, deadlineNs);
        }
    }

    private SocketChannel connect(long deadlineNs) throws ControlException {
        try {
            while (System.nanoTime() - deadlineNs < 0) {
                SocketChannel channel = tryToConnect();
                if (channel != null) {
                    return channel;
                }
                Thread.sleep(RETRY_MS);
            }
            throw timedOut();
        } catch (ControlException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(Reason.FAILED, socket + ": interrupted");
        }
    }

    /** Null when the queue of a busy daemon is full (EAGAIN); poll(2) does not tell when it no longer is. */
    private SocketChannel tryToConnect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    private String readToEnd(SocketChannel channel, Selector selector, long deadlineNs) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(8192);
        while (true) {
            await(selector, deadlineNs);
            int count = channel.read(chunk.clear());
            if (count < 0) {
                return reply.toString(StandardCharsets.UTF_8);
            }
            reply.write(chunk.array(), 0, count);
            if (reply.size() > MAX_REPLY) {
                throw new ControlException(
                        Reason.BAD_REPLY, socket + ": the reply is longer than " + MAX_REPLY + " bytes");
            }
        }
    }

    private void await(Selector selector, long deadlineNs) throws IOException {
        long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            throw timedOut();
        }
        selector.select(key -> {}, leftMs);
    }

    private ControlException timedOut() {
        return new ControlException(
                Reason.TIMED_OUT,
                socket + ": no answer within " + timeout.toMillis() / 1000.0 + " s; the daemon hangs or is busy");
    }

    private ControlException unreachable(IOException e) {
        if (e instanceof ConnectException) {
            return new ControlException(
                    Reason.NOT_RUNNING, socket + ": no daemon is running there (it left its socket behind)");
        }
        String message = String.valueOf(e.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("permission denied")) {
            return new ControlException(
                    Reason.NO_PERMISSION, socket + ": permission denied: this user may not ask the daemon");
        }
        if (!Files.exists(socket)) {
            return new ControlException(
                    Reason.NOT_RUNNING, socket + ": no daemon is running (there is no such socket)");
        }
        return new ControlException(Reason.FAILED, socket + ": " + message);
    }
}
