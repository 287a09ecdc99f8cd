package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.ClientSession;
import dev.foliot.nts.CookieSealer;
import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.NtsServer;
import dev.foliot.nts.ReplyVerdict;
import dev.foliot.nts.SessionState;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.server.AccessList;
import dev.foliot.server.AccessRules;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Responder;
import dev.foliot.server.ServerParameters;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.StampSource;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When sealed replies leave, and when they say that they do, as the JVM compiles what seals them. */
class SealedDeparturesTest {
    private static final MasterKey KEY = new MasterKey(1, new byte[MasterKey.LENGTH], 0);
    private static final MasterKeys KEYS = new MasterKeys(List.of(KEY), KEY);

    /** From the call of the system to its stamp. */
    private static final long SENDING_NS = 3000;

    /** What this takes by itself, and that what was interpreted is compiled all of a sudden. */
    private static final long READING_ERROR_NS = 500;

    /** Between requests; each is stamped. */
    private static final long INTERVAL_NS = 50_000_000;

    private final ClientSession client = client();
    private final Clock socket = new Clock();

    @Test
    void hardlyAnyLeavesBeforeTheTimeInIt() throws Exception {
        Responder responder = new Responder(
                new ServerParameters(List.of(), RateLimit.NONE, 64, 64, 16, 1),
                1,
                Optional.of(new NtsServer(nonces(1))));
        responder.use(KEYS);
        ServerBatch batch = new ServerBatch(new NativeClock(ClockInterface.NATIVE), responder);
        ServerListener listener = new ServerListener(socket, new AccessList(AccessRules.OPEN));
        int rounds = 4000;
        for (int round = 1; round <= rounds; round++) {
            batch.serve(listener, round * INTERVAL_NS);
        }

        assertEquals(rounds, socket.replies);
        assertTrue(socket.tooLate < 5, () -> socket.tooLate + " transmit timestamps after the truth");
        assertTrue(socket.leadNs > 0, "the system's part is foretold, too");
    }

    private static ClientSession client() {
        CookieSealer cookies = new CookieSealer(nonces(2));
        cookies.use(KEYS);
        SessionKeys keys = new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, new byte[32], new byte[32]);
        return new ClientSession(
                new SessionState(
                        "192.0.2.1",
                        123,
                        keys,
                        Optional.empty(),
                        List.of(cookies.next(keys), cookies.next(keys)),
                        1_000_000,
                        900_000,
                        2_000_000),
                nonces(3));
    }

    private static SecretNonces nonces(int seed) {
        byte[] bytes = new byte[SecretNonces.SEED_LENGTH];
        bytes[0] = (byte) seed;
        return new SecretNonces(bytes);
    }

    /** A socket of a system whose clock nobody steers, and which takes equally long for every reply. */
    private final class Clock extends FakeServingSocket {
        private final ByteBuffer sent = ByteBuffer.allocate(2048);
        private long leftNs;
        private long leadNs;
        private int replies;
        private int tooLate;

        @Override
        public long kernelNs() {
            return 1_800_000_000_000_000_000L + System.nanoTime();
        }

        @Override
        public int receive(DatagramBatch batch) {
            batch.clear(0);
            int at = DatagramBatch.payloadOffset(0);
            new NtpPacketWriter().wrap(batch.payload(), at, NtpHeader.SIZE).clientRequest(6, 2);
            batch.setLength(0, client.seal(batch.payload(), at));
            batch.setRemote(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000));
            batch.setStamp(0, kernelNs(), StampSource.KERNEL, 0);
            return 1;
        }

        @Override
        public int reply(DatagramBatch batch, int first, int count, long lead, int paceNs) {
            leftNs = kernelNs() + SENDING_NS;
            replies++;
            int at = DatagramBatch.payloadOffset(first);
            sent.clear();
            for (int i = 0; i < batch.length(first); i++) {
                sent.put(batch.payload().get(at + i));
            }
            long transmit = sent.getLong(NtpHeader.TRANSMIT_TIMESTAMP);
            leadNs = lead;
            tooLate += transmit - NtpTimestamp.fromUnixNs(leftNs + READING_ERROR_NS) > 0 ? 1 : 0;
            assertEquals(ReplyVerdict.AUTHENTIC, client.open(sent.duplicate().flip(), 0, batch.length(first)));
            return count;
        }

        /** What left, behind a header of UDP. */
        @Override
        public int receiveTransmitStamps(DatagramBatch batch) {
            int at = DatagramBatch.payloadOffset(0);
            int length = sent.position() + 8;
            batch.payload().putLong(at, length);
            batch.payload().putShort(at + 4, (short) length);
            for (int i = 0; i < sent.position(); i++) {
                batch.payload().put(at + 8 + i, sent.get(i));
            }
            batch.setLength(0, length);
            batch.setStamp(0, leftNs, StampSource.KERNEL, 0);
            return 1;
        }
    }
}
