package dev.foliot.keyexchange;

import dev.foliot.keyexchange.tls.TlsEngine;
import dev.foliot.nts.ke.ErrorCode;
import dev.foliot.nts.ke.KeServer;
import dev.foliot.nts.ke.MessageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

/**
 * One connection of the server: handshake, request, response, and then the wait until the client has closed, so that
 * nothing of the response is lost. Until its client says something, it is hardly more than a socket.
 */
final class ServerConnection {
    /** The connection can be closed. */
    static final int DONE = 0;

    /** A client's handshake and request have some hundred bytes; this is room for keys after quantum computers. */
    private static final int MAX_RECEIVED = 32 * 1024;

    private static final int BUFFER = 4096;

    private final SocketChannel channel;
    private final NetworkShares.Network network;
    private final long endNs;
    private final Supplier<TlsEngine> engines;
    private final Answerer answerer;
    private final ExchangeCounters counters;
    private TlsEngine engine;
    private MessageReader reader;

    /** What the socket did not take yet, or null. */
    private ByteBuffer output;

    private ExchangeOutcome outcome;
    private boolean farewell;
    private int received;

    /** @param endNs when it has lasted long enough, on the scale of {@link System#nanoTime} */
    ServerConnection(
            SocketChannel channel,
            NetworkShares.Network network,
            long endNs,
            Supplier<TlsEngine> engines,
            Answerer answerer,
            ExchangeCounters counters) {
        this.channel = channel;
        this.network = network;
        this.endNs = endNs;
        this.engines = engines;
        this.answerer = answerer;
        this.counters = counters;
    }

    NetworkShares.Network network() {
        return network;
    }

    long endNs() {
        return endNs;
    }

    /**
     * Does what can be done without waiting.
     *
     * @param buffer to work in
     * @return what to wait for, as of {@link SelectionKey}, or {@link #DONE}
     */
    int advance(byte[] buffer) {
        try {
            int length = channel.read(ByteBuffer.wrap(buffer));
            if (length > 0) {
                take(buffer, length);
            } else if (length < 0) {
                conclude(ExchangeOutcome.BROKEN_OFF);
                return DONE;
            }
            if (received > MAX_RECEIVED) {
                conclude(ExchangeOutcome.BAD_REQUEST);
                return DONE;
            }
            return flush();
        } catch (IOException e) {
            conclude(ExchangeOutcome.BROKEN_OFF);
            return DONE;
        }
    }

    /** Counts what became of it, unless that is settled. */
    void conclude(ExchangeOutcome what) {
        if (outcome == null) {
            outcome = what;
            counters.count(what);
        }
    }

    /** Closes the connection and forgets its secrets. */
    void close() {
        if (engine != null) {
            engine.close();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void take(byte[] buffer, int length) {
        received += length;
        if (outcome != null) {
            return; // all is said
        }
        if (engine == null) {
            engine = engines.get();
            reader = new MessageReader(MessageReader.REQUEST_LIMIT);
        }
        engine.receive(buffer, 0, length);
        int said = engine.read(buffer, 0, buffer.length);
        while (said > 0 && engine.state() == TlsEngine.State.OPEN) {
            request(reader.read(buffer, 0, said));
            said = engine.read(buffer, 0, buffer.length);
        }
        if (engine.state() == TlsEngine.State.FAILED) {
            conclude(ExchangeOutcome.TLS_FAILED);
        } else if (engine.state() == TlsEngine.State.CLOSED) {
            conclude(ExchangeOutcome.BROKEN_OFF);
        }
    }

    private void request(MessageReader.Progress progress) {
        if (progress == MessageReader.Progress.UNFINISHED) {
            return;
        }
        if (progress != MessageReader.Progress.COMPLETE) {
            say(ErrorCode.BAD_REQUEST.message(), ExchangeOutcome.BAD_REQUEST);
        } else if (answerer.isReady()) {
            KeServer.Answer answer = answerer.answer(reader.records(), engine::exportKeys);
            say(answer.message(), outcome(answer.outcome()));
        } else {
            say(ErrorCode.INTERNAL_SERVER_ERROR.message(), ExchangeOutcome.NO_KEYS);
        }
    }

    private void say(byte[] message, ExchangeOutcome what) {
        engine.write(message);
        engine.close();
        conclude(what);
    }

    private static ExchangeOutcome outcome(KeServer.Outcome answered) {
        return switch (answered) {
            case AGREED -> ExchangeOutcome.AGREED;
            case NO_COMMON_PROTOCOL -> ExchangeOutcome.NO_COMMON_PROTOCOL;
            case NO_COMMON_ALGORITHM -> ExchangeOutcome.NO_COMMON_ALGORITHM;
            case REFUSED -> ExchangeOutcome.BAD_REQUEST;
        };
    }

    /** Sends as much as the socket takes; at the end, that there will be no more. */
    private int flush() throws IOException {
        while (output != null || engine != null && engine.hasOutput()) {
            if (output == null) {
                output = ByteBuffer.allocate(BUFFER);
                engine.send(output);
                output.flip();
            }
            channel.write(output);
            if (output.hasRemaining()) {
                return SelectionKey.OP_WRITE;
            }
            output = null;
        }
        if (outcome != null && !farewell) {
            farewell = true;
            channel.shutdownOutput();
        }
        return SelectionKey.OP_READ;
    }
}
