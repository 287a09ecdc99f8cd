package dev.foliot.server;

import dev.foliot.wire.NtpHeader;
import java.nio.ByteBuffer;
import java.util.Random;

/** Datagrams as a server on the internet gets them: requests, what looks like one, and anything else. */
final class HostilePackets {
    private static final int LONGEST = 300;

    private final Random random;

    HostilePackets(long seed) {
        random = new Random(seed);
    }

    /** @param named what those name that ask for an interleaved reply */
    byte[] next(long named) {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        if (bytes.length >= NtpHeader.SIZE && random.nextInt(8) != 0) {
            shape(ByteBuffer.wrap(bytes), named);
        }
        return bytes;
    }

    private int length() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(LONGEST);
            case 1 -> NtpHeader.SIZE + 4 * random.nextInt(40);
            case 2 -> NtpHeader.SIZE + 4 + 8 * random.nextInt(3);
            default -> NtpHeader.SIZE;
        };
    }

    private void shape(ByteBuffer packet, long named) {
        int version = random.nextInt(6) == 0 ? random.nextInt(8) : 1 + random.nextInt(4);
        int mode = random.nextInt(3) == 0 ? random.nextInt(8) : 3;
        packet.put(0, (byte) (random.nextInt(4) << 6 | version << 3 | mode));
        switch (random.nextInt(4)) {
            case 0 -> packet.putLong(NtpHeader.ORIGIN_TIMESTAMP, named);
            case 1 -> packet.putLong(NtpHeader.ORIGIN_TIMESTAMP, 0);
            case 2 ->
                packet.putLong(NtpHeader.ORIGIN_TIMESTAMP, named)
                        .putLong(NtpHeader.RECEIVE_TIMESTAMP, packet.getLong(NtpHeader.TRANSMIT_TIMESTAMP));
            default -> {}
        }
        extend(packet);
    }

    /** Most of the time with fields that follow one another to the end, or as far as they go. */
    private void extend(ByteBuffer packet) {
        int at = NtpHeader.SIZE;
        while (packet.capacity() - at >= 4 && random.nextInt(10) != 0) {
            int rest = packet.capacity() - at;
            int field = rest <= 16 ? rest : 16 + 4 * random.nextInt((rest - 16) / 4 + 1);
            packet.putShort(at + 2, (short) (random.nextInt(20) == 0 ? 0 : field));
            if (rest == 4 && random.nextBoolean()) {
                packet.putInt(at, 0);
            }
            at += field;
        }
    }

    int port() {
        int[] ports = {0, 123, 1024 + random.nextInt(60_000)};
        return ports[random.nextInt(3)];
    }

    /** One of a few networks of either family. */
    String address() {
        int network = random.nextInt(4);
        int host = random.nextInt(256);
        return random.nextBoolean() ? "192.0." + network + "." + host : "2001:db8:" + network + "::" + host;
    }
}
