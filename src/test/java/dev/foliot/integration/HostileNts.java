package dev.foliot.integration;

import dev.foliot.keyexchange.KeyExchange;
import dev.foliot.nts.ClientSession;
import dev.foliot.nts.Fields;
import dev.foliot.nts.ReplyVerdict;
import dev.foliot.nts.SessionState;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Requests of somebody who has keys and cookies of a server, and means it harm. */
final class HostileNts {
    private static final int COOKIE = 0x0204;
    private static final int PLACEHOLDER = 0x0304;
    private static final int ROOM = 2048;

    /** Lengths of cookies: none, the shortest, Foliot's three and their neighbours, and longer than any packet. */
    private static final int[] COOKIES = {0, 1, 64, 68, 72, 96, 100, 104, 160, 164, 168, 1024, 20_000};

    private final Random random;
    private final ClientSession honest;
    private final List<byte[]> sealed = new ArrayList<>();

    /** Seals as many requests as there are cookies but one, which is for {@link #honest}. */
    HostileNts(KeyExchange agreed, long seed) {
        random = new Random(seed);
        honest = new ClientSession(
                new SessionState(
                        "127.0.0.1",
                        123,
                        agreed.keys(),
                        Optional.empty(),
                        agreed.response().cookies(),
                        1,
                        0,
                        2),
                new SecretNonces(new byte[SecretNonces.SEED_LENGTH]));
        while (honest.cookies() > 1) {
            sealed.add(honest());
        }
    }

    /** A request as it should be, to be verified next. */
    byte[] honest() {
        ByteBuffer packet = ByteBuffer.allocate(ROOM);
        new NtpPacketWriter().wrap(packet, 0, NtpHeader.SIZE).clientRequest(6, random.nextLong());
        return Arrays.copyOf(packet.array(), honest.seal(packet, 0));
    }

    /** Whether this is the reply to the honest request of before. */
    boolean isAuthentic(byte[] reply) {
        return honest.open(ByteBuffer.wrap(reply), 0, reply.length) == ReplyVerdict.AUTHENTIC;
    }

    /** One of the sealed requests, as it was, or spoilt once or several times. */
    byte[] next() {
        byte[] packet = sealed.get(random.nextInt(sealed.size())).clone();
        for (int times = random.nextInt(4); times > 0; times--) {
            packet = spoilt(packet);
        }
        return packet;
    }

    private byte[] spoilt(byte[] packet) {
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(packet, 1 + random.nextInt(packet.length));
            case 1 -> altered(packet);
            case 2 -> wrongLength(packet);
            default -> isWhole(packet) ? rearranged(new Fields(packet)).packet() : packet;
        };
    }

    /** Whether its fields follow one another to its end, so that they can be taken apart. */
    private static boolean isWhole(byte[] packet) {
        int at = NtpHeader.SIZE;
        while (at + 4 <= packet.length) {
            int length = ByteBuffer.wrap(packet).getShort(at + 2);
            if (length < 4) {
                return false;
            }
            at += length;
        }
        return at == packet.length && at > NtpHeader.SIZE;
    }

    private Fields rearranged(Fields fields) {
        List<byte[]> all = fields.all();
        int at = random.nextInt(all.size());
        switch (random.nextInt(5)) {
            case 0 -> all.add(random.nextInt(all.size()), all.remove(at));
            case 1 -> all.remove(at);
            case 2 -> all.add(random.nextInt(all.size() + 1), all.get(at).clone());
            case 3 -> all.set(at, Fields.field(COOKIE, randomBytes(COOKIES[random.nextInt(COOKIES.length)])));
            default -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    all.add(at, Fields.field(PLACEHOLDER, new byte[random.nextInt(200)]));
                }
            }
        }
        return fields;
    }

    private byte[] altered(byte[] packet) {
        packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return packet;
    }

    /** Where a field may begin, some number. */
    private byte[] wrongLength(byte[] packet) {
        if (packet.length > NtpHeader.SIZE) {
            int words = (packet.length - NtpHeader.SIZE) / 4;
            int at = NtpHeader.SIZE + 4 * random.nextInt(Math.max(1, words));
            if (at + 4 <= packet.length) {
                ByteBuffer.wrap(packet).putShort(at + 2, (short) (random.nextBoolean() ? 65_535 : random.nextInt(300)));
            }
        }
        return packet;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
