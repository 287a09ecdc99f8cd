package dev.foliot.recording;

import dev.foliot.time.ClockReading;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Events to bytes. Times are written as differences from the reading before, which are small; so a {@link Decoder} must
 * read everything, from the start.
 */
final class Encoder {
    /** Enough for most turns. */
    private static final int FIRST_CAPACITY = 1024;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private long monotonicNs;
    private long distanceNs;

    void event(Event event) {
        octet(EventTable.tag(event));
        event.encode(this);
    }

    /** Takes what was written since the last time. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void octet(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** Seven bits an octet, the lowest first; the highest bit says that more follow. */
    void unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** Small numbers of either sign are short: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4. */
    void signed(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    void word(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >> shift));
        }
    }

    void real(double value) {
        word(Double.doubleToRawLongBits(value));
    }

    void octets(byte[] value) {
        unsigned(value.length);
        for (byte octet : value) {
            octet(octet);
        }
    }

    void octets(ByteBuffer value) {
        byte[] copy = new byte[value.remaining()];
        value.duplicate().get(copy);
        octets(copy);
    }

    void text(String value) {
        octets(value.getBytes(StandardCharsets.UTF_8));
    }

    /** An address, and the scope of one that is local to a link. */
    void address(InetAddress value) {
        octets(value.getAddress());
        unsigned(value instanceof Inet6Address six ? six.getScopeId() : 0);
    }

    <T> void optional(Optional<T> value, Consumer<T> content) {
        flag(value.isPresent());
        value.ifPresent(content);
    }

    <T> void list(List<T> values, Consumer<T> element) {
        unsigned(values.size());
        values.forEach(element);
    }

    void reading(ClockReading reading) {
        monotonic(reading.monotonicNs());
        long newDistanceNs = reading.utcNs() - reading.monotonicNs();
        signed(newDistanceNs - distanceNs);
        monotonicNs = reading.monotonicNs();
        distanceNs = newDistanceNs;
    }

    /** A time near to the latest reading's monotonic one. */
    void monotonic(long ns) {
        signed(ns - monotonicNs);
    }

    /** A time near to the latest reading's time of day. */
    void utc(long ns) {
        signed(ns - distanceNs - monotonicNs);
    }
}
