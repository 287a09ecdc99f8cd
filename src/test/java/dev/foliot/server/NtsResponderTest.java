package dev.foliot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
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
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NtsResponderTest {
    private static final MasterKey KEY = new MasterKey(1, new byte[MasterKey.LENGTH], 0);
    private static final MasterKey OTHER_KEY = new MasterKey(2, new byte[MasterKey.LENGTH], 0);
    private static final long TRANSMIT = 0x1122_3344_5566_7700L;

    private final Requests requests = new Requests(RateLimit.NONE, Optional.of(new NtsServer(nonces(1))));
    private final NtpPacketWriter writer = new NtpPacketWriter();
    private final ByteBuffer request = ByteBuffer.allocate(Requests.LONGEST);
    private ClientSession client = client(AeadAlgorithm.AES_SIV_CMAC_256, KEY);

    NtsResponderTest() {
        requests.responder.use(new MasterKeys(List.of(KEY), KEY));
    }

    @ParameterizedTest
    @EnumSource(AeadAlgorithm.class)
    void protectedRequestGetsAProtectedReply(AeadAlgorithm algorithm) {
        client = client(algorithm, KEY);
        for (int i = 0; i < 20; i++) {
            int length = ask();

            assertEquals(Outcome.BASIC, requests.send(request));
            seal();
            assertTrue(requests.responder.replyLength() <= length);
            assertEquals(ReplyVerdict.AUTHENTIC, verdict());
            assertEquals(Requests.STATE.stratum(), reply().stratum());
            assertEquals(Requests.NONCE, reply().originTimestamp());
            assertEquals(TRANSMIT, reply().transmitTimestamp());
            assertEquals(8, client.cookies());
        }
        assertEquals(20, requests.responder.counters().totals().nts());
    }

    @Test
    void replyThatIsChangedAfterItWasSealedIsForged() {
        ask();
        requests.send(request);
        seal();
        int at = requests.arrival.offset + NtpHeader.TRANSMIT_TIMESTAMP + 7;
        requests.arrival.memory.put(at, (byte) (requests.arrival.memory.get(at) ^ 2));

        assertEquals(ReplyVerdict.FORGED, verdict());
    }

    @Test
    void interleavedRepliesAreProtectedAsWell() {
        ask();
        request.putLong(NtpHeader.ORIGIN_TIMESTAMP, 1);
        long named = askInterleaved(1, Outcome.BASIC);
        requests.responder.sent(named, 0x8888L);

        askInterleaved(named, Outcome.INTERLEAVED);

        assertEquals(ReplyVerdict.AUTHENTIC, verdict());
        assertEquals(0x8888L, reply().transmitTimestamp());
    }

    @Test
    void cookieUnderAKeyThatIsGoneIsAnsweredByANak() {
        client = client(AeadAlgorithm.AES_SIV_CMAC_256, OTHER_KEY);
        int length = ask();

        assertEquals(Outcome.KISS_NTSN, requests.send(request));
        assertFalse(requests.responder.toBeSealed());
        assertTrue(requests.responder.replyLength() <= length);
        assertEquals(KissCode.NTSN, reply().kissCode());
        assertEquals(ReplyVerdict.NAK, verdict());
        assertEquals(0, requests.responder.counters().totals().nts());
    }

    @Test
    void cookieUnderAKeyThatIsRotatedInIsTaken() {
        client = client(AeadAlgorithm.AES_SIV_CMAC_256, OTHER_KEY);
        requests.responder.use(new MasterKeys(List.of(KEY, OTHER_KEY), KEY));
        ask();

        assertEquals(Outcome.BASIC, requests.send(request));
        seal();
        assertEquals(ReplyVerdict.AUTHENTIC, verdict());
    }

    @Test
    void whoHasNoKeysYetSaysNothing() {
        requests.responder.use(MasterKeys.NONE);
        ask();

        assertEquals(Outcome.NTS_WITHOUT_KEYS, requests.send(request));
    }

    @Test
    void requestThatWasChangedIsAnsweredByANak() {
        ask();
        request.put(NtpHeader.POLL, (byte) 17);

        assertEquals(Outcome.KISS_NTSN, requests.send(request));
    }

    @Test
    void requestWithoutItsAuthenticatorGetsNoAnswer() {
        ask();
        request.limit(request.limit() - 40);

        assertEquals(Outcome.MALFORMED, requests.send(request));
    }

    @Test
    void kissForTooManyRequestsIsProtected() {
        RateLimit limit = new RateLimit(1_000_000_000L, 1, 16, 24, 56, 0, 1);
        var limited = new Requests(limit, Optional.of(new NtsServer(nonces(1))));
        limited.responder.use(new MasterKeys(List.of(KEY), KEY));
        ask();
        limited.send(request);
        ask();

        assertEquals(Outcome.KISS_RATE, limited.send(request));
        assertTrue(limited.responder.toBeSealed());
        limited.responder.seal(limited.arrival);
        assertEquals(
                ReplyVerdict.AUTHENTIC,
                client.open(limited.arrival.memory, limited.arrival.offset, limited.responder.replyLength()));
        assertEquals(KissCode.RATE, limited.reply().kissCode());
    }

    @Test
    void whereNtsIsRequiredPlainRequestsGetNothing() {
        requests.access = new AccessList(AccessRules.OPEN, Optional.of(Refusal.IGNORE));
        assertEquals(Outcome.NTS_REQUIRED, requests.send(Requests.request(4, 3)));
        ask();
        assertEquals(Outcome.BASIC, requests.send(request));
    }

    @Test
    void whereNtsIsRequiredPlainRequestsGetARefusal() {
        requests.access = new AccessList(AccessRules.OPEN, Optional.of(Refusal.DENY));
        assertEquals(Outcome.KISS_DENY, requests.send(Requests.request(4, 3)));
        assertEquals(KissCode.DENY, requests.reply().kissCode());
        ask();
        assertEquals(Outcome.BASIC, requests.send(request));
    }

    @Test
    void whoMayNotAskMayNotWithNtsEither() {
        requests.access = new AccessList(new AccessRules(List.of(), Refusal.IGNORE, List.of(), Refusal.DENY));
        ask();
        assertEquals(Outcome.REFUSED, requests.send(request));

        requests.access = new AccessList(new AccessRules(List.of(), Refusal.DENY, List.of(), Refusal.DENY));
        ask();
        assertEquals(Outcome.KISS_DENY, requests.send(request));
        seal();
        assertEquals(ReplyVerdict.AUTHENTIC, verdict());
    }

    @Test
    void serverWithoutNtsAnswersPlainlyAndItsClientDoesNotBelieveIt() {
        var plain = new Requests(RateLimit.NONE);
        ask();

        assertEquals(Outcome.BASIC, plain.send(request));
        assertFalse(plain.responder.toBeSealed());
        assertEquals(
                ReplyVerdict.ANOTHER_REQUEST,
                client.open(plain.arrival.memory, plain.arrival.offset, plain.responder.replyLength()));
    }

    /** The JDK makes new key schedules for the two keys of a request; the rest makes nothing. */
    @Test
    void littleIsAllocatedForARequest() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ask();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                request.rewind();
                requests.send(request);
                requests.responder.seal(requests.arrival);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 1000);
        }
        assertTrue(least < 2048, least + " bytes");
    }

    private int ask() {
        request.clear();
        writer.wrap(request, 0, NtpHeader.SIZE).clientRequest(6, Requests.NONCE);
        request.limit(client.seal(request, 0));
        return request.limit();
    }

    /** Returns the receive timestamp of the reply, which the next request may name. */
    private long askInterleaved(long named, Outcome expected) {
        request.clear();
        writer.wrap(request, 0, NtpHeader.SIZE).clientRequest(6, Requests.NONCE);
        request.putLong(NtpHeader.ORIGIN_TIMESTAMP, named).putLong(NtpHeader.RECEIVE_TIMESTAMP, 77);
        request.limit(client.seal(request, 0));
        assertEquals(expected, requests.send(request));
        requests.responder.seal(requests.arrival);
        return requests.responder.remembered();
    }

    private void seal() {
        assertTrue(requests.responder.toBeSealed());
        requests.arrival.memory.putLong(requests.arrival.offset + NtpHeader.TRANSMIT_TIMESTAMP, TRANSMIT);
        requests.responder.seal(requests.arrival);
    }

    private ReplyVerdict verdict() {
        return client.open(requests.arrival.memory, requests.arrival.offset, requests.responder.replyLength());
    }

    private NtpPacketView reply() {
        return requests.reply();
    }

    private static ClientSession client(AeadAlgorithm algorithm, MasterKey key) {
        var cookies = new CookieSealer(nonces(2));
        cookies.use(new MasterKeys(List.of(key), key));
        var keys = new SessionKeys(algorithm, new byte[algorithm.keyLength()], new byte[algorithm.keyLength()]);
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            made.add(cookies.next(keys));
        }
        return new ClientSession(
                new SessionState("192.0.2.1", 123, keys, Optional.empty(), made, 1_000_000, 900_000, 2_000_000),
                nonces(3));
    }

    private static SecretNonces nonces(int seed) {
        byte[] bytes = new byte[SecretNonces.SEED_LENGTH];
        bytes[0] = (byte) seed;
        return new SecretNonces(bytes);
    }
}
