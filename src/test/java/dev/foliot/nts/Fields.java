package dev.foliot.nts;

import dev.foliot.wire.NtpHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A packet taken apart into its header and its extension fields, to be put together otherwise. */
public final class Fields {
    private final byte[] header;
    private final List<byte[]> fields = new ArrayList<>();

    public Fields(byte[] packet) {
        header = Arrays.copyOf(packet, NtpHeader.SIZE);
        for (int at = NtpHeader.SIZE; at < packet.length; ) {
            int length = ByteBuffer.wrap(packet).getShort(at + 2);
            fields.add(Arrays.copyOfRange(packet, at, at + length));
            at += length;
        }
    }

    /** All fields, to be changed at will. */
    public List<byte[]> all() {
        return fields;
    }

    /** Which field of a type comes first. */
    int index(int type) {
        for (int i = 0; i < fields.size(); i++) {
            if (type(fields.get(i)) == type) {
                return i;
            }
        }
        throw new AssertionError("no field of type " + type);
    }

    byte[] get(int type) {
        return fields.get(index(type));
    }

    long count(int type) {
        return fields.stream().filter(field -> type(field) == type).count();
    }

    Fields replace(int type, byte[] body) {
        fields.set(index(type), field(type, body));
        return this;
    }

    public static byte[] field(int type, byte[] body) {
        int length = Math.max(16, (4 + body.length + 3) & -4);
        return ByteBuffer.allocate(length)
                .putShort((short) type)
                .putShort((short) length)
                .put(body)
                .array();
    }

    public byte[] packet() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(header);
        fields.forEach(packet::writeBytes);
        return packet.toByteArray();
    }

    private static int type(byte[] field) {
        return ByteBuffer.wrap(field).getShort();
    }
}
