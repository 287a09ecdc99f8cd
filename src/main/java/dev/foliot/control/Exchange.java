package dev.foliot.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * One request and its reply over one connection, as far as it has got. Its memory is bounded by the longest request and
 * the reply.
 */
final class Exchange {
    /** Bytes that a request may have, its newline included. */
    static final int MAX_REQUEST = 4096;

    /** Interest of an exchange that is over. */
    static final int DONE = 0;

    private final Dispatcher dispatcher;
    private final BooleanSupplier mayOrder;
    private final long deadlineNs;
    private final ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST);
    private ByteBuffer reply;

    /**
     * @param mayOrder whether the other end may ask for what is privileged
     * @param deadlineNs when the other end has had its time, by {@link System#nanoTime}
     */
    Exchange(Dispatcher dispatcher, BooleanSupplier mayOrder, long deadlineNs) {
        this.dispatcher = dispatcher;
        this.mayOrder = mayOrder;
        this.deadlineNs = deadlineNs;
    }

    boolean expired(long nowNs) {
        return nowNs - deadlineNs >= 0;
    }

    /**
     * Reads and writes what is possible now.
     *
     * @return what to wait for: {@link SelectionKey#OP_READ}, {@link SelectionKey#OP_WRITE} or {@link #DONE}
     */
    <C extends ReadableByteChannel & WritableByteChannel> int advance(C channel) throws IOException {
        if (reply == null && !read(channel)) {
            return SelectionKey.OP_READ;
        }
        channel.write(reply);
        return reply.hasRemaining() ? SelectionKey.OP_WRITE : DONE;
    }

    /** Whether the request is whole, and its reply made. */
    private boolean read(ReadableByteChannel channel) throws IOException {
        int searchedTo = request.position();
        int count;
        do {
            count = channel.read(request);
        } while (count > 0 && request.hasRemaining());
        int end = endOfLine(searchedTo);
        if (end < 0 && count < 0) {
            end = request.position();
        }
        if (end >= 0) {
            reply = encode(dispatcher.reply(new String(request.array(), 0, end, StandardCharsets.UTF_8), mayOrder));
        } else if (!request.hasRemaining()) {
            reply = encode(Dispatcher.error("the request is longer than " + MAX_REQUEST + " bytes"));
        }
        return reply != null;
    }

    private int endOfLine(int from) {
        for (int i = from; i < request.position(); i++) {
            if (request.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static ByteBuffer encode(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
