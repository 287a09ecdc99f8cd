package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.Sample;
import dev.foliot.time.Stamp;
import dev.foliot.time.StampSource;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssociationTest {
    private static final long S = Conversation.S;

    @Test
    void nothingHappensBeforeTheDeadline() {
        Conversation conversation = Conversation.afterRequest();
        conversation.monotonicNs = conversation.association.deadlineNs() - 1;
        assertEquals(Optional.empty(), conversation.deadline());
    }

    @Test
    void aRequestTellsOnlyThePollIntervalAndTheNonce() {
        Conversation conversation = new Conversation(Conversation.limits(4, 10, 7), false);
        conversation.exchange();
        conversation.request();

        byte[] expected = new byte[48];
        expected[0] = 0b00_100_011;
        expected[2] = 7;
        expected[3] = 32;
        ByteBuffer.wrap(expected).putLong(40, conversation.nonce);
        assertArrayEquals(expected, conversation.requestBytes());
    }

    @Test
    void everyRequestCarriesTheNumberItWasGiven() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        for (int i = 0; i < 6; i++) {
            conversation.request();
            assertEquals(
                    conversation.nonce,
                    ByteBuffer.wrap(conversation.requestBytes()).getLong(40));
        }
    }

    @Test
    void whatIsNotAuthenticChangesNothing() {
        Conversation conversation = Conversation.afterRequest();
        Association association = conversation.association;
        assertEquals(
                new ReplyOutcome.Rejected(RejectReason.NTS_NOT_AUTHENTIC, false), association.onNotAuthentic(false));
        assertEquals(new ReplyOutcome.Rejected(RejectReason.NTS_NAK, false), association.onNotAuthentic(true));
        assertFalse(association.keysRefused(), "the true reply may still come");

        Conversation.measured(conversation.deliver(conversation.reply().view()));
        assertFalse(association.keysRefused());
    }

    @Test
    void keysAreRefusedWhenARequestGetsNoOtherAnswer() {
        Conversation conversation = Conversation.afterRequest();
        Association association = conversation.association;
        association.onNotAuthentic(true);
        assertInstanceOf(AssociationAction.GiveUp.class, conversation.nextAction());
        assertTrue(association.keysRefused());

        association.keysChanged();
        assertFalse(association.keysRefused());
        association.onNotAuthentic(true);
        assertFalse(association.keysRefused(), "nothing was asked");
    }

    @Test
    void aReplyIsWaitedForFourSecondsAndThenGivenUp() {
        Conversation conversation = Conversation.afterRequest();
        assertEquals(4 * S, conversation.association.deadlineNs());
        assertInstanceOf(AssociationAction.GiveUp.class, conversation.nextAction());
        assertEquals(
                new ReplyOutcome.Rejected(RejectReason.UNEXPECTED, false),
                conversation.deliver(conversation.reply().view()));
        assertEquals(16 * S, conversation.association.deadlineNs());
        assertInstanceOf(AssociationAction.Send.class, conversation.nextAction());
    }

    @Test
    void aReplyIsNotWaitedForBeyondTheNextRequest() {
        Conversation conversation = new Conversation(Conversation.limits(1, 10, 1), false);
        conversation.request();
        assertEquals(2 * S, conversation.association.deadlineNs());
        assertInstanceOf(AssociationAction.GiveUp.class, conversation.nextAction());
        assertInstanceOf(AssociationAction.Send.class, conversation.nextAction());
        assertEquals(2 * S, conversation.monotonicNs);
    }

    @Test
    void aBurstIsFourRequestsTwoSecondsApart() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        long[] sentNs = new long[6];
        for (int i = 0; i < sentNs.length; i++) {
            assertEquals(i < 4, conversation.association.starting(), "request " + i);
            conversation.exchange();
            sentNs[i] = conversation.monotonicNs;
        }
        assertArrayEquals(new long[] {0, 2 * S, 4 * S, 6 * S, 22 * S, 38 * S}, sentNs);
    }

    @Test
    void aBurstThatNobodyAnswersEndsWhenItsLastRequestIsGivenUp() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        for (int i = 0; i < 4; i++) {
            conversation.request();
        }
        assertTrue(conversation.association.starting());
        assertInstanceOf(AssociationAction.GiveUp.class, conversation.nextAction());
        assertFalse(conversation.association.starting());
    }

    @Test
    void reachIsTheLastEightPolls() {
        Conversation conversation = Conversation.plain();
        conversation.exchange();
        conversation.exchange();
        assertEquals(0b11, conversation.association.reach());
        conversation.request();
        assertEquals(0b110, conversation.association.reach());
        conversation.exchange();
        assertEquals(0b1101, conversation.association.reach());
        for (int i = 0; i < 8; i++) {
            assertTrue(conversation.association.reach() != 0);
            conversation.request();
        }
        assertEquals(0, conversation.association.reach());
    }

    @Test
    void aPollIsUnansweredOnceItsReplyIsNoLongerWaitedFor() {
        Conversation conversation = Conversation.plain();
        for (int polls = 0; polls < 9; polls++) {
            conversation.request();
            assertEquals(polls, conversation.association.unansweredPolls(), "the latest one may yet be answered");
        }
        conversation.nextAction();
        assertEquals(9, conversation.association.unansweredPolls());
        conversation.exchange();
        assertEquals(0, conversation.association.unansweredPolls());
    }

    @Test
    void aRequestThatCannotBeSentIsUnansweredAndTheNextOneComesAtItsTime() {
        Conversation conversation = Conversation.plain();
        conversation.nextAction();
        conversation.association.onFailed();
        assertEquals(1, conversation.association.unansweredPolls());
        assertEquals(16 * S, conversation.association.deadlineNs());
        conversation.exchange();
    }

    @Test
    void restartBeginsWithABurstAtOnceAndForgetsTheRequestUnderWay() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        for (int i = 0; i < 5; i++) {
            conversation.exchange();
        }
        conversation.request();
        Reply late = conversation.reply();
        conversation.monotonicNs += 3 * S;
        conversation.association.restart(conversation.monotonicNs);

        assertTrue(conversation.association.starting());
        assertEquals(
                new ReplyOutcome.Rejected(RejectReason.UNEXPECTED, false),
                conversation.deliver(late.view()),
                "its request left by a clock that has been set since");
        long restartedNs = conversation.monotonicNs;
        for (int i = 0; i < 4; i++) {
            conversation.exchange();
            assertEquals(restartedNs + 2 * (long) i * S, conversation.monotonicNs);
        }
    }

    @Test
    void beginningAnewLeavesTheRequestUnderWayAlone() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        for (int i = 0; i < 5; i++) {
            conversation.exchange();
        }
        conversation.request();
        Reply late = conversation.reply();
        conversation.association.beginAnew(conversation.monotonicNs);

        assertTrue(conversation.association.starting());
        Conversation.measured(conversation.deliver(late.view()));
        long answeredNs = conversation.monotonicNs;
        for (int i = 1; i <= 3; i++) {
            conversation.exchange();
            assertEquals(answeredNs + 2 * (long) i * S, conversation.monotonicNs);
        }
    }

    @Test
    void howeverOftenItRestartsRequestsAreTwoSecondsApart() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        conversation.request();
        long firstNs = conversation.monotonicNs;
        for (int i = 1; i <= 3; i++) {
            conversation.monotonicNs += S / 10;
            conversation.association.restart(conversation.monotonicNs);
            conversation.request();
            assertEquals(firstNs + 2 * (long) i * S, conversation.monotonicNs);
        }
    }

    @Test
    void theKernelsStampOfTheRequestReplacesTheDaemons() {
        Conversation conversation = Conversation.afterRequest();
        long leftNs = conversation.utcNs() + 30_000;
        conversation.association.onTransmitStamp(new Stamp(leftNs, StampSource.KERNEL, 0));
        Sample sample =
                Conversation.measured(conversation.deliver(conversation.reply().view()));
        assertEquals(StampSource.KERNEL, sample.transmitStamp());
        assertEquals(0.002 - 30e-6, sample.delayS(), 2e-9);
        assertEquals(-15e-6, sample.offsetS(), 2e-9);
    }

    @Test
    void aStampFurtherFromTheWireNeverReplacesOneNearer() {
        Conversation conversation = Conversation.afterRequest();
        long leftNs = conversation.utcNs() + 30_000;
        conversation.association.onTransmitStamp(new Stamp(leftNs, StampSource.HARDWARE, 0));
        conversation.association.onTransmitStamp(new Stamp(leftNs - 9_000, StampSource.KERNEL, 0));
        conversation.association.onTransmitStamp(new Stamp(0, StampSource.NONE, 0));
        Sample sample =
                Conversation.measured(conversation.deliver(conversation.reply().view()));
        assertEquals(StampSource.HARDWARE, sample.transmitStamp());
        assertEquals(0.002 - 30e-6, sample.delayS(), 2e-9);
    }

    @Test
    void aStampThatComesAfterTheReplyIsIgnored() {
        Conversation conversation = Conversation.plain();
        conversation.exchange();
        conversation.association.onTransmitStamp(new Stamp(0, StampSource.KERNEL, 0));
        assertEquals(0, conversation.exchange().offsetS(), 2e-9);
    }
}
