package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.foliot.filter.Sample;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each packet test (RFC 5905, section 9.2) against one valid reply in which one thing is wrong. */
class PacketTestsTest {
    /**
     * A reply that fails one test.
     *
     * @param answered whether it is the server's answer nevertheless
     */
    record Fault(RejectReason reason, String what, boolean answered, Consumer<Reply> change) {
        @Override
        public String toString() {
            return reason + ": " + what;
        }
    }

    /** Not the answer: whoever sent it, the true one is still on its way. */
    static List<Fault> forgeries() {
        return List.of(
                forgery(RejectReason.ORIGIN_MISMATCH, "one bit of its origin is wrong", r -> r.originTimestamp ^= 1),
                forgery(RejectReason.ORIGIN_MISMATCH, "its origin is zero", r -> r.originTimestamp = 0),
                forgery(
                        RejectReason.ORIGIN_MISMATCH,
                        "its origin is the time of the request",
                        r -> r.originTimestamp = NtpTimestamp.fromUnixNs(Conversation.START_NS)),
                forgery(RejectReason.WRONG_VERSION, "version 3", r -> r.version = 3),
                forgery(RejectReason.WRONG_VERSION, "version 1", r -> r.version = 1),
                forgery(RejectReason.WRONG_MODE, "a request", r -> r.mode = NtpMode.CLIENT),
                forgery(RejectReason.WRONG_MODE, "a broadcast", r -> r.mode = NtpMode.BROADCAST),
                forgery(RejectReason.WRONG_MODE, "symmetric passive", r -> r.mode = NtpMode.SYMMETRIC_PASSIVE));
    }

    /** The answer, but of no use. */
    static List<Fault> uselessAnswers() {
        return List.of(
                answer(RejectReason.NO_TIMESTAMP, "no receive timestamp", r -> r.receiveTimestamp = 0),
                answer(RejectReason.NO_TIMESTAMP, "no transmit timestamp", r -> r.transmitTimestamp = 0),
                answer(RejectReason.UNSYNCHRONISED, "leap 3", r -> r.leap = LeapIndicator.UNSYNCHRONISED),
                answer(RejectReason.BAD_STRATUM, "stratum 16", r -> r.stratum = 16),
                answer(RejectReason.BAD_STRATUM, "stratum 255", r -> r.stratum = 255),
                answer(RejectReason.BAD_DISTANCE, "root delay 32 s", r -> {
                    r.rootDelayS = 32;
                    r.rootDispersionS = 0;
                }),
                answer(RejectReason.BAD_DISTANCE, "root dispersion 16 s", r -> r.rootDispersionS = 16),
                answer(RejectReason.BAD_DISTANCE, "both together 16 s", r -> {
                    r.rootDelayS = 16;
                    r.rootDispersionS = 8;
                }),
                answer(RejectReason.BAD_DISTANCE, "it reads its clock to 16 s", r -> r.precision = 4),
                answer(
                        RejectReason.REFERENCE_IN_FUTURE,
                        "set two nanoseconds after it sent",
                        r -> r.referenceTimestamp = r.transmitTimestamp + units(2)),
                answer(
                        RejectReason.IMPOSSIBLE_TIMES,
                        "sent before it received",
                        r -> r.transmitTimestamp = r.receiveTimestamp - units(1000)),
                answer(
                        RejectReason.IMPOSSIBLE_TIMES,
                        "took longer than the exchange",
                        r -> r.transmitTimestamp = r.receiveTimestamp + units(2_101_000)),
                answer(RejectReason.LOOP, "it follows us", r -> r.referenceId = Conversation.OUR_REFERENCE_ID),
                answer(
                        RejectReason.LOOP,
                        "it is ours",
                        r -> r.referenceTimestamp = Conversation.OUR_MARK.on(r.referenceTimestamp)),
                answer(RejectReason.LOOP, "it is ours, and of stratum 1", r -> {
                    r.stratum = 1;
                    r.referenceTimestamp = Conversation.OUR_MARK.on(r.referenceTimestamp);
                }),
                answer(RejectReason.KISS_RATE, "kiss RATE", r -> r.kiss("RATE")),
                answer(RejectReason.KISS_DENY, "kiss DENY", r -> r.kiss("DENY")),
                answer(RejectReason.KISS_DENY, "kiss RSTR", r -> r.kiss("RSTR")),
                answer(RejectReason.UNSYNCHRONISED, "kiss INIT", r -> r.kiss("INIT")),
                answer(RejectReason.UNSYNCHRONISED, "kiss STEP", r -> r.kiss("STEP")),
                answer(RejectReason.UNSYNCHRONISED, "stratum 0 and nothing else", r -> {
                    r.stratum = 0;
                    r.referenceId = 0;
                }),
                answer(RejectReason.KISS_OTHER, "a kiss that nobody knows", r -> r.kiss("XYZ!")),
                answer(RejectReason.KISS_OTHER, "stratum 0 without a code", r -> r.stratum = 0));
    }

    /** What passes, though only just. */
    static List<Fault> borderline() {
        return List.of(
                fine("stratum 15", r -> r.stratum = 15),
                fine("stratum 1", r -> r.stratum = 1),
                fine("stratum 1, and its kind of clock looks like our address", r -> {
                    r.stratum = 1;
                    r.referenceId = Conversation.OUR_REFERENCE_ID;
                }),
                fine("a leap second is announced", r -> r.leap = LeapIndicator.INSERT),
                fine("root distance just below 16 s", r -> {
                    r.rootDelayS = 16;
                    r.rootDispersionS = 7.999;
                }),
                fine("set at the moment that it sent", r -> r.referenceTimestamp = r.transmitTimestamp),
                fine(
                        "set a nanosecond after it sent, which may be rounding",
                        r -> r.referenceTimestamp = r.transmitTimestamp + units(1)),
                fine("it does not tell when it was set", r -> r.referenceTimestamp = 0),
                fine("it took no time", r -> r.transmitTimestamp = r.receiveTimestamp),
                fine(
                        "it seems to have sent before it received, by as much as it reads its clock to",
                        r -> r.transmitTimestamp = r.receiveTimestamp - units(119)),
                fine(
                        "it took all the time, and some nanoseconds that reading errors explain",
                        r -> r.transmitTimestamp = r.receiveTimestamp + units(2_100_100)));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgedReplyIsRejectedAndTheTrueOneStillMeasures(Fault fault) {
        Sample undisturbed = Conversation.plain().exchange();
        Conversation conversation = Conversation.afterRequest();
        long deadlineNs = conversation.association.deadlineNs();

        Reply forged = conversation.reply();
        fault.change().accept(forged);
        assertEquals(rejected(fault), conversation.deliver(forged.view()));

        assertEquals(deadlineNs, conversation.association.deadlineNs());
        assertEquals(0, conversation.association.reach());
        assertEquals(
                undisturbed,
                Conversation.measured(conversation.deliver(conversation.reply().view())));
        assertEquals(1, conversation.association.reach());
    }

    @ParameterizedTest
    @MethodSource("uselessAnswers")
    void aUselessAnswerIsRejectedAndEndsTheExchange(Fault fault) {
        Conversation conversation = Conversation.afterRequest();
        Reply useless = conversation.reply();
        fault.change().accept(useless);

        assertEquals(rejected(fault), conversation.deliver(useless.view()));

        assertEquals(0, conversation.association.reach());
        assertEquals(1, conversation.association.unansweredPolls());
        assertEquals(
                new ReplyOutcome.Rejected(RejectReason.UNEXPECTED, false),
                conversation.deliver(conversation.reply().view()));
        assertInstanceOf(AssociationAction.Send.class, conversation.nextAction());
    }

    @ParameterizedTest
    @MethodSource("borderline")
    void aReplyThatOnlyJustPassesMeasures(Fault fault) {
        Conversation conversation = Conversation.afterRequest();
        Reply reply = conversation.reply();
        fault.change().accept(reply);
        Conversation.measured(conversation.deliver(reply.view()));
    }

    @Test
    void whatIsNoPacketIsMalformedAndTheTrueReplyStillMeasures() {
        Conversation conversation = Conversation.afterRequest();
        assertEquals(new ReplyOutcome.Rejected(RejectReason.MALFORMED, false), conversation.deliver(null));
        Conversation.measured(conversation.deliver(conversation.reply().view()));
    }

    @Test
    void theSecondOfTwoEqualRepliesIsUnexpected() {
        Conversation conversation = Conversation.afterRequest();
        Reply reply = conversation.reply();
        Conversation.measured(conversation.deliver(reply.view()));
        assertEquals(new ReplyOutcome.Rejected(RejectReason.UNEXPECTED, false), conversation.deliver(reply.view()));
        assertEquals(1, conversation.association.reach());
    }

    @Test
    void aReplyBeforeAnyRequestIsUnexpected() {
        Conversation conversation = Conversation.plain();
        assertEquals(
                new ReplyOutcome.Rejected(RejectReason.UNEXPECTED, false),
                conversation.deliver(conversation.reply().view()));
    }

    @Test
    void aReplyToTheRequestBeforeIsAMismatch() {
        Conversation conversation = Conversation.afterRequest();
        Reply late = conversation.reply();
        conversation.request();
        assertEquals(new ReplyOutcome.Rejected(RejectReason.ORIGIN_MISMATCH, false), conversation.deliver(late.view()));
        Conversation.measured(conversation.deliver(conversation.reply().view()));
    }

    @Test
    void aServerWithoutReferenceIsNoLoopForAClientThatHasNone() {
        Conversation conversation = Conversation.plain();
        conversation.nextAction();
        conversation.association.onSent(Conversation.daemonStamp(conversation.utcNs()), Ourselves.UNKNOWN);
        Reply reply = conversation.reply();
        reply.referenceId = 0;
        Conversation.measured(conversation.deliver(reply.view()));
    }

    @Test
    void everyReasonHasAPacketHere() {
        List<Fault> all = new ArrayList<>(forgeries());
        all.addAll(uselessAnswers());
        Set<RejectReason> covered = all.stream().map(Fault::reason).collect(Collectors.toSet());
        covered.add(RejectReason.MALFORMED);
        covered.add(RejectReason.UNEXPECTED);
        // Whether a packet is authentic is told from outside.
        covered.addAll(EnumSet.of(RejectReason.NTS_NOT_AUTHENTIC, RejectReason.NTS_NAK));
        assertEquals(EnumSet.allOf(RejectReason.class), covered);
    }

    private static Fault forgery(RejectReason reason, String what, Consumer<Reply> change) {
        return new Fault(reason, what, false, change);
    }

    private static Fault answer(RejectReason reason, String what, Consumer<Reply> change) {
        return new Fault(reason, what, true, change);
    }

    private static Fault fine(String what, Consumer<Reply> change) {
        return new Fault(null, what, true, change);
    }

    private static ReplyOutcome rejected(Fault fault) {
        return new ReplyOutcome.Rejected(fault.reason(), fault.answered());
    }

    /** Nanoseconds in units of an NTP timestamp. */
    private static long units(long ns) {
        return (ns << 32) / Conversation.S;
    }
}
