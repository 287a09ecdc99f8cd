package dev.foliot.keyexchange.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that wait: added at the end, taken from the front. */
final class Backlog {
    private byte[] bytes = new byte[0];
    private int start;
    private int end;

    int size() {
        return end - start;
    }

    void add(byte[] from, int offset, int length) {
        if (end + length > bytes.length) {
            int size = size();
            byte[] roomier = size + length > bytes.length ? Arrays.copyOf(bytes, 2 * (size + length)) : bytes;
            System.arraycopy(bytes, start, roomier, 0, size);
            bytes = roomier;
            start = 0;
            end = size;
        }
        System.arraycopy(from, offset, bytes, end, length);
        end += length;
    }

    /** All of it, to be looked at. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, start, size());
    }

    /** The first of what {@link #view} showed is not needed any more. */
    void consumed(int length) {
        start += length;
    }

    /** Moves as much as fits. */
    void drain(ByteBuffer into) {
        int length = Math.min(into.remaining(), size());
        into.put(bytes, start, length);
        start += length;
    }
}
