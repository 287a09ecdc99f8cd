package dev.foliot.server;

import static dev.foliot.server.Requests.NONCE;
import static dev.foliot.server.Requests.S;
import static dev.foliot.server.Requests.STATE;
import static dev.foliot.server.Requests.request;
import static dev.foliot.server.Requests.subnet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponderTest {
    private final Requests requests = new Requests(RateLimit.NONE);

    @Test
    void replyHasWhatTheServerSaysOfItsClock() {
        assertEquals(Outcome.BASIC, requests.ask());
        NtpPacketView reply = requests.reply();
        assertEquals(STATE.leap(), reply.leap());
        assertEquals(4, reply.version());
        assertEquals(NtpMode.SERVER, reply.mode());
        assertEquals(STATE.stratum(), reply.stratum());
        assertEquals(6, reply.poll(), "the request's");
        assertEquals(STATE.precision(), reply.precision());
        assertEquals(STATE.rootDelay(), reply.rootDelay());
        assertEquals(NtpShort.fromSecondsUp(0.001), reply.rootDispersion());
        assertEquals(STATE.referenceId(), reply.referenceId());
        assertEquals(STATE.referenceTimestamp(), reply.referenceTimestamp());
        assertEquals(NONCE, reply.originTimestamp());
        assertEquals(requests.arrival.receiveTimestamp | 1, reply.receiveTimestamp());
        assertEquals(0, requests.responder.remembered(), "a basic client takes no memory");
    }

    @Test
    void rootDispersionGrowsFromWhenTheStateWasPublished() {
        requests.responder.begin(STATE, 1001 * S);
        requests.ask();
        assertEquals(
                NtpShort.fromSecondsUp(0.001 + 1000 * 15e-6), requests.reply().rootDispersion());
    }

    @Test
    void serverThatDoesNotKnowTheTimeSaysSo() {
        requests.responder.begin(ServerState.unsynchronised(-20, S), S);
        requests.ask();
        assertEquals(LeapIndicator.UNSYNCHRONISED, requests.reply().leap());
        assertEquals(0, requests.reply().stratum());
        assertEquals(KissCode.INIT, requests.reply().kissCode());
    }

    @Test
    void whatWasSentToManyIsNotAnswered() {
        requests.arrival.toMany = true;
        assertEquals(Outcome.BROADCAST, requests.ask());
        assertEquals(1, requests.responder.counters().totals().of(Outcome.BROADCAST));
        requests.arrival.toMany = false;
        assertEquals(Outcome.BASIC, requests.ask());
    }

    /** Version, mode, port; what becomes of it; the mode of the reply. */
    @ParameterizedTest
    @CsvSource({
        "4, 3, 50000, BASIC, SERVER",
        "3, 3, 50000, BASIC, SERVER",
        "2, 3, 123, BASIC, SERVER",
        "1, 3, 50000, BASIC, SERVER",
        "4, 1, 123, BASIC, SYMMETRIC_PASSIVE",
        "3, 1, 50000, BASIC, SYMMETRIC_PASSIVE",
        "1, 0, 50000, BASIC, SERVER",
        "1, 0, 123, NOT_A_REQUEST,",
        "2, 0, 50000, NOT_A_REQUEST,",
        "4, 2, 50000, NOT_A_REQUEST,",
        "4, 4, 50000, NOT_A_REQUEST,",
        "4, 5, 50000, NOT_A_REQUEST,",
        "2, 6, 50000, NOT_A_REQUEST,",
        "2, 7, 50000, NOT_A_REQUEST,",
        "5, 3, 50000, MALFORMED,",
        "0, 3, 50000, MALFORMED,",
        "4, 3, 0, BAD_SOURCE,",
    })
    void onlyRequestsAreAnswered(int version, int mode, int port, Outcome outcome, NtpMode replyMode) {
        requests.from("192.0.2.1", port);
        assertEquals(outcome, requests.send(request(version, mode)));
        if (replyMode != null) {
            assertEquals(version, requests.reply().version());
            assertEquals(replyMode, requests.reply().mode());
            assertEquals(NONCE, requests.reply().originTimestamp());
        }
    }

    @Test
    void extensionFieldsAreSteppedOverAndMacsOfUnknownKeysAreNotAnswered() {
        ByteBuffer field = ByteBuffer.allocate(76)
                .put(request(4, 3))
                .putShort((short) 0x104)
                .putShort((short) 28);
        assertEquals(Outcome.BASIC, requests.send(field));
        assertEquals(Outcome.UNKNOWN_KEY, requests.send(ByteBuffer.allocate(68).put(request(4, 3))));
        assertEquals(Outcome.UNKNOWN_KEY, requests.send(ByteBuffer.allocate(52).put(request(3, 3))));
        assertEquals(
                Outcome.MALFORMED,
                requests.send(ByteBuffer.allocate(47).put(request(4, 3).limit(47))));
        assertEquals(Outcome.MALFORMED, requests.send(ByteBuffer.allocate(50).put(request(4, 3))));
    }

    @Test
    void requestThatNamesAReplyGetsTheTimeAtWhichThatLeft() {
        assertEquals(Outcome.BASIC, requests.ask());
        long first = requests.reply().receiveTimestamp();

        assertEquals(Outcome.BASIC, interleaved(first, ~NONCE), "the first reply was not remembered");
        assertEquals(NONCE, requests.reply().originTimestamp());
        long second = requests.reply().receiveTimestamp();
        assertEquals(second, requests.responder.remembered());
        requests.responder.sent(second, 0x5550L);
        requests.responder.sent(second, 0x6660L);

        assertEquals(Outcome.INTERLEAVED, interleaved(second, ~NONCE));
        NtpPacketView reply = requests.reply();
        assertEquals(~NONCE, reply.originTimestamp());
        assertEquals(0x6660L, reply.transmitTimestamp(), "the latest word counts");
        assertEquals(reply.receiveTimestamp(), requests.responder.remembered());
        assertNotEquals(second, reply.receiveTimestamp());
    }

    @Test
    void replyThatWasNeverSentIsNotNamed() {
        assertEquals(Outcome.BASIC, interleaved(1, 2));
        long receive = requests.responder.remembered();
        assertEquals(Outcome.BASIC, interleaved(receive, 2));
    }

    @Test
    void basicClientsAskForNothingElse() {
        interleaved(1, 2);
        long remembered = requests.responder.remembered();
        requests.responder.sent(remembered, 8);
        assertEquals(Outcome.BASIC, interleaved(remembered, NONCE), "receive and transmit are the same");
        assertEquals(Outcome.BASIC, interleaved(remembered - 1, 2), "that is a transmit timestamp");
        assertEquals(0, requests.responder.remembered());
        ByteBuffer symmetric = request(4, 1).putLong(NtpHeader.ORIGIN_TIMESTAMP, remembered);
        assertEquals(Outcome.BASIC, requests.send(symmetric));
        assertEquals(0, requests.responder.remembered());
    }

    @Test
    void afterAStepTimesFromBeforeAreForgotten() {
        interleaved(1, 2);
        long remembered = requests.responder.remembered();
        requests.responder.sent(remembered, 8);
        ServerState stepped = new ServerState(LeapIndicator.NONE, 2, -23, 0, 0, 0, S, 1, 1, STATE.jumps() + 1);
        requests.responder.begin(stepped, S);
        assertEquals(Outcome.BASIC, interleaved(remembered, 2));
    }

    @Test
    void requestsOfTheSameMomentGetReceiveTimestampsOfTheirOwn() {
        long[] received = new long[64];
        for (int i = 0; i < received.length; i++) {
            interleaved(1, 2);
            received[i] = requests.reply().receiveTimestamp();
        }
        assertEquals(64, Arrays.stream(received).distinct().count());
        assertTrue(Arrays.stream(received).allMatch(receive -> (receive & 1) == 1));
        long spreadNs = (received[63] - received[0]) * S >> 32;
        assertTrue(spreadNs < 100, () -> spreadNs + " ns");
    }

    @Test
    void refusedAreDeniedOrIgnored() {
        requests.access = new AccessList(new AccessRules(
                List.of(subnet("192.0.2.0/24")), Refusal.IGNORE, List.of(subnet("192.0.2.128/25")), Refusal.DENY));
        assertEquals(Outcome.BASIC, requests.ask());
        assertEquals(Outcome.REFUSED, requests.from("198.51.100.1", 1).ask());
        assertEquals(Outcome.KISS_DENY, requests.from("192.0.2.129", 1).ask());
        assertKiss(KissCode.DENY);
    }

    @Test
    void kissesAreFewerThanRequests() {
        RateLimit limit = new RateLimit(S, 4, 8, 24, 56, 0, 2);
        Requests limited = new Requests(limit);
        int kisses = 0;
        for (int i = 0; i < 1000; i++) {
            Outcome outcome = limited.ask();
            assertEquals(i < 4, outcome == Outcome.BASIC);
            kisses += outcome == Outcome.KISS_RATE ? 1 : 0;
        }
        assertTrue(kisses > 400 && kisses < 600, "one of two: " + kisses);
        assertEquals(1000, limited.responder.counters().totals().received());

        limited.access = new AccessList(new AccessRules(List.of(), Refusal.DENY, List.of(), Refusal.DENY));
        int denials = 0;
        for (int i = 0; i < 1000; i++) {
            denials += limited.ask() == Outcome.KISS_DENY ? 1 : 0;
        }
        assertTrue(denials > 400 && denials < 600, "the limit holds for them as well: " + denials);
    }

    @Test
    void rateKissTellsNoTime() {
        Requests limited = new Requests(new RateLimit(S, 1, 8, 24, 56, 0, 1));
        limited.ask();
        assertEquals(Outcome.KISS_RATE, limited.ask());
        NtpPacketView kiss = limited.reply();
        assertEquals(KissCode.RATE, kiss.kissCode());
        assertEquals(NtpMode.SERVER, kiss.mode());
        assertEquals(NONCE, kiss.originTimestamp());
        assertEquals(NONCE, kiss.receiveTimestamp());
        assertEquals(NONCE, kiss.transmitTimestamp());
    }

    @Test
    void clientsAreCounted() {
        interleaved(1, 2);
        requests.responder.sent(requests.responder.remembered(), 8);
        interleaved(requests.responder.remembered(), 2);
        requests.responder.begin(STATE, 3 * S);
        requests.send(request(3, 3));
        requests.from("2001:db8::1", 123).ask();
        requests.send(request(4, 4));

        ClientCopy copy = requests.responder.newCopy();
        while (!requests.responder.copyClients(copy)) {}
        List<ClientStatistics> clients = copy.statistics();
        assertEquals(2, clients.size());
        ClientStatistics first = new ClientStatistics(Requests.address("192.0.2.1"), 3, 0, 1, 3, 2, 0);
        ClientStatistics second = new ClientStatistics(Requests.address("2001:db8::1"), 1, 0, 0, 4, 0, 0);
        assertTrue(clients.contains(first), clients::toString);
        assertTrue(clients.contains(second), clients::toString);
        ServerTotals totals = requests.responder.counters().totals();
        assertEquals(3, totals.of(Outcome.BASIC));
        assertEquals(1, totals.of(Outcome.INTERLEAVED));
        assertEquals(1, totals.of(Outcome.NOT_A_REQUEST));
        assertEquals(4, totals.answered());
        assertEquals(1, totals.version(3));
        assertEquals(3, totals.version(4));
        assertEquals(2, totals.ipv6());
        assertEquals(3, totals.ipv4());
        assertEquals(10, totals.plus(totals).received());
    }

    private Outcome interleaved(long named, long nonce) {
        return requests.send(
                request(4, 3).putLong(NtpHeader.ORIGIN_TIMESTAMP, named).putLong(NtpHeader.RECEIVE_TIMESTAMP, nonce));
    }

    private void assertKiss(KissCode code) {
        assertEquals(code, requests.reply().kissCode());
        assertEquals(LeapIndicator.UNSYNCHRONISED, requests.reply().leap());
        assertTrue(requests.reply().originTimestamp() == NONCE);
        assertTrue(requests.reply().transmitTimestamp() != NtpTimestamp.UNKNOWN);
    }
}
