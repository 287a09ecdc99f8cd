package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.time.Frequency;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Interleaved mode, RFC 9769, section 2: a reply tells when the one before it truly left. */
class InterleavingTest {
    /** What the server's way from its clock reading to the wire takes; a basic reply cannot know it. */
    private static final long LATE_NS = 10_000;

    private final Conversation conversation =
            new Conversation(PollLimits.DEFAULT, false, Optional.of(new Interleaving()));

    @Test
    void firstRequestIsABasicOne() {
        conversation.request();
        ByteBuffer request = ByteBuffer.wrap(conversation.requestBytes());
        assertEquals(0, request.getLong(NtpHeader.ORIGIN_TIMESTAMP));
        assertEquals(0, request.getLong(NtpHeader.RECEIVE_TIMESTAMP));
    }

    @Test
    void nextRequestNamesThePreviousReplyAndAnotherRandomNumber() {
        conversation.request();
        Reply first = conversation.reply();
        basic(first);
        conversation.request();
        ByteBuffer request = ByteBuffer.wrap(conversation.requestBytes());
        assertEquals(first.receiveTimestamp, request.getLong(NtpHeader.ORIGIN_TIMESTAMP));
        assertEquals(conversation.nonce, request.getLong(NtpHeader.TRANSMIT_TIMESTAMP));
        assertEquals(interleavedNonce(), request.getLong(NtpHeader.RECEIVE_TIMESTAMP));
        assertNotEquals(conversation.nonce, interleavedNonce());
    }

    @Test
    void interleavedReplyMeasuresThePreviousExchangeWithTheTrueTimeOfSending() {
        conversation.request();
        Reply first = conversation.reply();
        long firstSentNs = conversation.monotonicNs;
        Sample early = basic(first);
        assertEquals(-LATE_NS / 2 * 1e-9, early.offsetS(), 1e-9, "the server wrote too early a time");

        conversation.request();
        Sample sample = interleaved(completing(first));

        assertEquals(0, sample.offsetS(), 1e-9);
        assertEquals(2 * Conversation.ONE_WAY_NS * 1e-9, sample.delayS(), 1e-9);
        assertEquals(early.monotonicNs(), sample.monotonicNs(), "it is of the first exchange");
        assertTrue(sample.monotonicNs() - firstSentNs < 10 * Conversation.ONE_WAY_NS);
    }

    /** The first exchange has been measured by its own reply; from then on, each is by the reply to the next request. */
    @Test
    void noExchangeCountsTwice() {
        conversation.request();
        Reply previous = conversation.reply();
        basic(previous);
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            conversation.request();
            Reply reply = completing(previous);
            ReplyOutcome.Measured measured = deliver(reply);
            assertEquals(i == 0, measured.again());
            assertTrue(taken.add(measured.sample().monotonicNs()));
            previous = reply;
        }

        conversation.request();
        Reply forgotten = conversation.reply();
        assertFalse(deliver(forgotten).again(), "the server remembers no longer");
        conversation.request();
        assertTrue(deliver(completing(forgotten)).again());
    }

    /** By the time it completes the exchange, it may have been put right. */
    @Test
    void serverIsAsWrongAsItSaidWhenItToldTheTime() {
        conversation.request();
        Reply first = conversation.reply();
        first.rootDelayS = 0.5;
        first.rootDispersionS = 1;
        basic(first);
        conversation.request();
        Reply second = completing(first);
        Sample sample = interleaved(second);
        assertEquals(0.5, sample.rootDelayS(), 1e-4);
        assertEquals(1, sample.rootDispersionS(), 1e-4);

        conversation.request();
        sample = interleaved(completing(second));
        assertEquals(0.010, sample.rootDelayS(), 1e-4);
        assertEquals(0.002, sample.rootDispersionS(), 1e-4);
    }

    /** The exchange that a reply completes is older than the ledger's memory. */
    @Test
    void clockMayBeSteeredInTheMeantime() {
        conversation.ledger.frequencyChanged(0, Frequency.ofPpm(100));
        conversation.request();
        Reply first = conversation.reply();
        PlacedSample early = deliver(first).placed();
        for (int i = 1; i <= 5; i++) {
            long nowNs = conversation.monotonicNs + i * Conversation.S;
            conversation.ledger.frequencyChanged(nowNs, Frequency.ofPpm(-400 * i));
        }

        conversation.request();
        PlacedSample completed = deliver(completing(first)).placed();

        assertEquals(early.freeRunningNs(), completed.freeRunningNs());
        assertEquals(early.freeOffsetS(), completed.freeOffsetS() - LATE_NS / 2 * 1e-9, 1e-9);
        assertNotEquals(
                early.freeRunningNs(),
                conversation.ledger.freeRunningNs(early.sample().monotonicNs()),
                "the ledger would have it elsewhere");
    }

    @Test
    void serverThatDoesNotKnowTheModeIsMeasuredAsEver() {
        conversation.request();
        basic(conversation.reply());
        conversation.request();
        long sentNs = conversation.monotonicNs;
        assertTrue(basic(conversation.reply()).monotonicNs() > sentNs);
    }

    @Test
    void originOfAnInterleavedReplyIsForgedWhenNoneWasAskedFor() {
        conversation.request();
        Reply reply = conversation.reply();
        reply.originTimestamp = interleavedNonce();
        ReplyOutcome outcome = conversation.deliver(reply.view());
        assertEquals(new ReplyOutcome.Rejected(RejectReason.ORIGIN_MISMATCH, false), outcome);
    }

    @Test
    void referenceMayBeNewerThanTheReplyBefore() {
        conversation.request();
        Reply first = conversation.reply();
        basic(first);
        conversation.request();
        Reply next = completing(first);
        next.referenceTimestamp = next.receiveTimestamp;
        interleaved(next);
        conversation.request();
        Reply future = completing(next);
        future.referenceTimestamp = future.receiveTimestamp + 5;
        assertEquals(
                new ReplyOutcome.Rejected(RejectReason.REFERENCE_IN_FUTURE, true), conversation.deliver(future.view()));
    }

    @Test
    void kissAndClockJumpEndTheMemory() {
        conversation.request();
        basic(conversation.reply());
        conversation.request();
        Reply kiss = conversation.reply();
        kiss.kiss("RATE");
        conversation.deliver(kiss.view());
        assertBasicRequest();

        basic(conversation.reply());
        conversation.association.forgetRequest();
        assertBasicRequest();
    }

    private void assertBasicRequest() {
        conversation.request();
        byte[] request = conversation.requestBytes();
        assertArrayEquals(
                new byte[16], Arrays.copyOfRange(request, NtpHeader.ORIGIN_TIMESTAMP, NtpHeader.TRANSMIT_TIMESTAMP));
    }

    private long interleavedNonce() {
        return Interleaving.interleavedNonce(conversation.nonce);
    }

    /** The interleaved reply to the request under way, which tells when {@code previous} truly left. */
    private Reply completing(Reply previous) {
        Reply reply = conversation.reply();
        reply.originTimestamp = interleavedNonce();
        long previousNs = NtpTimestamp.toUnixNs(previous.receiveTimestamp, conversation.utcNs());
        reply.transmitTimestamp = NtpTimestamp.fromUnixNs(previousNs + Conversation.SERVED_NS + LATE_NS);
        return reply;
    }

    private Sample basic(Reply reply) {
        ReplyOutcome.Measured measured = deliver(reply);
        assertFalse(measured.interleaved());
        return measured.sample();
    }

    private Sample interleaved(Reply reply) {
        ReplyOutcome.Measured measured = deliver(reply);
        assertTrue(measured.interleaved());
        return measured.sample();
    }

    /** Every reply arrives {@link #LATE_NS} later than its server believes. */
    private ReplyOutcome.Measured deliver(Reply reply) {
        long arrivedNs = conversation.utcNs() + 2 * Conversation.ONE_WAY_NS + Conversation.SERVED_NS + LATE_NS;
        return assertInstanceOf(ReplyOutcome.Measured.class, conversation.deliver(reply.view(), arrivedNs));
    }
}
