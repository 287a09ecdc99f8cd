package dev.foliot.recording;

import dev.foliot.time.ClockReading;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bytes to events, as {@link Encoder} wrote them. Whatever the bytes are, it takes no more memory than a small multiple of
 * theirs, and ends with an event or a {@link RecordingException} that names the place.
 */
final class Decoder {
    /** No list has more elements than the core can have sockets: a poller watches no more. */
    private static final int LONGEST_LIST = 4096;

    private final RecordingReader blocks;
    private byte[] bytes = {};
    private int position;
    private long start;
    private long monotonicNs;
    private long distanceNs;

    Decoder(RecordingReader blocks) {
        this.blocks = blocks;
    }

    /** The next event; null at the end of the recording. */
    Event next() throws RecordingException {
        while (position == bytes.length) {
            RecordingReader.Block block = blocks.next();
            if (block == null) {
                return null;
            }
            bytes = block.content().array();
            start = block.offset();
            position = 0;
        }
        return EventTable.read(this);
    }

    /** Where the next event starts, in bytes from the start of the file. */
    long offset() {
        return start + position;
    }

    RecordingException damage(String what) {
        return new RecordingException(blocks.file(), offset(), what);
    }

    int octet() throws RecordingException {
        require(1);
        return bytes[position++] & 0xff;
    }

    boolean flag() throws RecordingException {
        return choice(2) == 1;
    }

    /** A number below {@code bound}. */
    int choice(int bound) throws RecordingException {
        int value = octet();
        if (value >= bound) {
            throw damage("the number " + value + " stands where there can be no more than " + (bound - 1));
        }
        return value;
    }

    <E extends Enum<E>> E constant(E[] values) throws RecordingException {
        return values[choice(values.length)];
    }

    long unsigned() throws RecordingException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw damage("a number does not end");
    }

    int unsigned(int largest) throws RecordingException {
        long value = unsigned();
        if (value < 0 || value > largest) {
            throw damage("the number " + Long.toUnsignedString(value) + " stands where there can be no more than "
                    + largest);
        }
        return (int) value;
    }

    long signed() throws RecordingException {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    long word() throws RecordingException {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    double real() throws RecordingException {
        return Double.longBitsToDouble(word());
    }

    /** A frequency, in parts per billion. */
    double ppb() throws RecordingException {
        double ppb = real();
        if (!Double.isFinite(ppb)) {
            throw damage("a frequency is not finite");
        }
        return ppb;
    }

    byte[] octets() throws RecordingException {
        int count = unsigned(bytes.length);
        require(count);
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    String text() throws RecordingException {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    InetAddress address() throws RecordingException {
        byte[] octets = octets();
        int scope = unsigned(Integer.MAX_VALUE);
        try {
            return scope == 0 ? InetAddress.getByAddress(octets) : Inet6Address.getByAddress(null, octets, scope);
        } catch (UnknownHostException e) {
            throw damage("an address has " + octets.length + " bytes");
        }
    }

    <T> Optional<T> optional(Element<T> content) throws RecordingException {
        return flag() ? Optional.of(content.read()) : Optional.empty();
    }

    /** Reads an element of a list, or what is there at most once. */
    interface Element<T> {
        T read() throws RecordingException;
    }

    <T> List<T> list(Element<T> element) throws RecordingException {
        int count = unsigned(LONGEST_LIST);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(element.read());
        }
        return List.copyOf(values);
    }

    ClockReading reading() throws RecordingException {
        monotonicNs = monotonic();
        distanceNs += signed();
        return new ClockReading(monotonicNs + distanceNs, monotonicNs);
    }

    long monotonic() throws RecordingException {
        return monotonicNs + signed();
    }

    long utc() throws RecordingException {
        return monotonicNs + distanceNs + signed();
    }

    private void require(int count) throws RecordingException {
        if (count > bytes.length - position) {
            throw damage("something goes on beyond the end of its block");
        }
    }
}
