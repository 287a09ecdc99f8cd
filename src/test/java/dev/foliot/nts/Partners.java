package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.time.LeapIndicator;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A client and a server that agreed on keys, and what goes between them. */
final class Partners {
    static final int CAPACITY = 1408;
    static final MasterKey MASTER = master(1);
    static final MasterKeys MASTER_KEYS = new MasterKeys(List.of(MASTER), MASTER);

    final NtsServer server = new NtsServer(nonces(1));
    final CookieSealer cookies = new CookieSealer(nonces(2));
    final ClientSession client;

    Partners(AeadAlgorithm algorithm) {
        server.use(MASTER_KEYS);
        cookies.use(MASTER_KEYS);
        SessionKeys keys = keys(algorithm, 7);
        client = client(state(keys, Optional.empty(), cookies(keys, 8)));
    }

    static ClientSession client(SessionState state) {
        return new ClientSession(state, nonces(3));
    }

    static SecretNonces nonces(int seed) {
        byte[] bytes = new byte[SecretNonces.SEED_LENGTH];
        bytes[0] = (byte) seed;
        return new SecretNonces(bytes);
    }

    static MasterKey master(int id) {
        byte[] key = new byte[MasterKey.LENGTH];
        Arrays.fill(key, (byte) id);
        return new MasterKey(id, key, 86_400L * id);
    }

    static SessionKeys keys(AeadAlgorithm algorithm, int first) {
        byte[] c2s = new byte[algorithm.keyLength()];
        byte[] s2c = new byte[algorithm.keyLength()];
        c2s[0] = (byte) first;
        s2c[0] = (byte) (first + 1);
        return new SessionKeys(algorithm, c2s, s2c);
    }

    List<byte[]> cookies(SessionKeys keys, int count) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(cookies.next(keys));
        }
        return made;
    }

    static SessionState state(SessionKeys keys, Optional<SessionKeys> otherKeys, List<byte[]> cookies) {
        return new SessionState("192.0.2.1", 123, keys, otherKeys, cookies, 1_000_000, 900_000, 2_000_000);
    }

    byte[] request() {
        return request(client);
    }

    /** The client's next request. */
    static byte[] request(ClientSession client) {
        ByteBuffer packet = ByteBuffer.allocate(CAPACITY);
        new NtpPacketWriter().wrap(packet, 0, NtpHeader.SIZE).clientRequest(6, 0x1234_5678_9abc_def0L);
        return Arrays.copyOf(packet.array(), client.seal(packet, 0));
    }

    /** The verdict on a request, opened if it is protected. */
    RequestVerdict open(byte[] request) {
        RequestVerdict found = server.find(ByteBuffer.wrap(request), 0, request.length);
        return found == RequestVerdict.PROTECTED ? server.open() : found;
    }

    /** The server's reply to an authentic request. */
    byte[] reply(byte[] request) {
        assertEquals(RequestVerdict.AUTHENTIC, open(request));
        ByteBuffer packet = ByteBuffer.allocate(request.length);
        header(packet).stratum(1);
        return Arrays.copyOf(packet.array(), server.seal(packet, 0));
    }

    /** A kiss, or an ordinary reply, that nothing protects, to the request that was found last. */
    byte[] echo(KissCode code) {
        ByteBuffer packet = ByteBuffer.allocate(CAPACITY);
        header(packet).stratum(code == KissCode.NO_KISS ? 1 : 0).referenceId(code.referenceId());
        return Arrays.copyOf(packet.array(), server.echo(packet, 0));
    }

    ReplyVerdict verify(byte[] reply) {
        return client.open(ByteBuffer.wrap(reply), 0, reply.length);
    }

    private static NtpPacketWriter header(ByteBuffer packet) {
        return new NtpPacketWriter()
                .wrap(packet, 0, NtpHeader.SIZE)
                .leapVersionMode(LeapIndicator.NONE, 4, NtpMode.SERVER)
                .receiveTimestamp(1)
                .transmitTimestamp(2);
    }
}
