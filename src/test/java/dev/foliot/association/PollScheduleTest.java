package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.Sample;
import dev.foliot.filter.Samples;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.Frequency;
import dev.foliot.time.Uncertainty;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often a server is asked: as is known of the clock, and as kiss codes ask for (RFC 5905, section 7.4).
 */
class PollScheduleTest {
    private static final double JITTER_S = 1e-4;

    /** A clock that can be left alone for ever, and one that goes wrong within a fraction of a second. */
    private static final SourceEstimate STEADY = estimate(0);

    private static final SourceEstimate UNSTEADY = estimate(1e-3);

    @Test
    void eightQuietSamplesDoubleAnIntervalOfSixteenSeconds() {
        Association association = afterFirstExchange(PollLimits.DEFAULT).association;
        for (int i = 0; i < 7; i++) {
            association.onEstimate(STEADY);
        }
        assertEquals(4, association.poll().log2S());
        association.onEstimate(STEADY);
        assertEquals(5, association.poll().log2S());
    }

    @Test
    void aClockThatCannotBeLeftAloneForSoLongHalvesIt() {
        Association association = afterFirstExchange(Conversation.limits(4, 10, 8)).association;
        association.onEstimate(UNSTEADY);
        assertEquals(7, association.poll().log2S());
        association.onEstimate(UNSTEADY);
        assertEquals(6, association.poll().log2S());
    }

    @Test
    void anIntervalBelowTwoSecondsAdaptsToo() {
        Association association = afterFirstExchange(Conversation.limits(-2, 3, -1)).association;
        for (int i = 0; i < 30; i++) {
            association.onEstimate(STEADY);
        }
        assertEquals(2, association.poll().log2S());
        for (int i = 0; i < 30; i++) {
            association.onEstimate(UNSTEADY);
        }
        assertEquals(-2, association.poll().log2S());
    }

    @Test
    void aServerIsAskedMoreOftenThanOnceASecondOnlyWhileItIsNear() {
        Association association = afterFirstExchange(Conversation.limits(-3, 3, -2)).association;
        for (int i = 0; i < 60; i++) {
            association.onEstimate(estimate(1e-3, 0.0101));
        }
        assertEquals(0, association.poll().log2S(), "however unsteady");
        assertEquals(Optional.of(PollRaise.TOO_FAR), association.pollRaised());

        association.onEstimate(estimate(0, 0.010));
        assertEquals(-2, association.poll().log2S());
        assertEquals(Optional.empty(), association.pollRaised());
        association.onEstimate(estimate(0, 0.030));
        assertEquals(0, association.poll().log2S(), "its route has changed");
    }

    @Test
    void aServerOfWhichNothingIsKnownYetIsAskedOnceASecond() {
        Association association = new Conversation(Conversation.limits(-4, -2, -4), true).association;
        assertEquals(0, association.poll().log2S());
        association.onEstimate(STEADY);
        assertEquals(-4, association.poll().log2S());
    }

    @Test
    void aServerThatAsksForFewerRequestsGetsThemBelowASecondToo() {
        Conversation conversation = afterFirstExchange(Conversation.limits(-4, 3, -4));
        conversation.association.onEstimate(STEADY);
        kiss(conversation, "RATE");
        assertEquals(-3, conversation.association.poll().log2S());
    }

    @Property(tries = 200)
    void theIntervalStaysWithinItsLimits(
            @ForAll @IntRange(min = -7, max = 17) int a,
            @ForAll @IntRange(min = -7, max = 17) int b,
            @ForAll @Size(max = 300) List<Boolean> surprises) {
        int min = Math.min(a, b);
        int max = Math.max(a, b);
        Association association = afterFirstExchange(Conversation.limits(min, max, (min + max) >> 1)).association;
        for (boolean surprise : surprises) {
            association.onEstimate(surprise ? UNSTEADY : STEADY);
            int poll = association.poll().log2S();
            assertTrue(min <= poll && poll <= max, min + " <= " + poll + " <= " + max);
        }
    }

    /**
     * The frequency is known to f: after 32 s the clock is off by 32 f. That must stay within one and a half jitters for
     * the interval to grow from 16 s to 32 s, and with 16 s within three for it not to shrink.
     */
    @ParameterizedTest
    @CsvSource({"4.6e-6, 5", "4.8e-6, 4", "18.6e-6, 4", "18.9e-6, 3"})
    void theIntervalFitsWhatIsKnownOfTheFrequency(double frequencyError, int poll) {
        Association association = afterFirstExchange(Conversation.limits(3, 10, 4)).association;
        for (int i = 0; i < 8 && association.poll().log2S() == 4; i++) {
            association.onEstimate(estimate(frequencyError));
        }
        assertEquals(poll, association.poll().log2S());
    }

    @Test
    void aNewIntervalHoldsFromTheNextRequestOn() {
        Conversation conversation = afterFirstExchange(PollLimits.DEFAULT);
        for (int i = 0; i < 8; i++) {
            conversation.association.onEstimate(STEADY);
        }
        conversation.exchange();
        long sentNs = conversation.monotonicNs;
        conversation.exchange();
        assertEquals(32 * Conversation.S, conversation.monotonicNs - sentNs);
    }

    @Test
    void samplesOfTheBurstDoNotLengthenTheInterval() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        for (int i = 0; i < 3; i++) {
            conversation.exchange();
            for (int j = 0; j < 20; j++) {
                conversation.association.onEstimate(STEADY);
            }
        }
        assertEquals(4, conversation.association.poll().log2S());
    }

    @Test
    void rateDoublesTheIntervalEachTimeAndForGood() {
        Conversation conversation = afterFirstExchange(Conversation.limits(4, 6, 4));
        assertEquals(Optional.empty(), conversation.association.pollRaised());
        kiss(conversation, "RATE");
        assertEquals(5, conversation.association.poll().log2S());
        assertEquals(Optional.of(PollRaise.KISS_RATE), conversation.association.pollRaised());
        long sentNs = conversation.monotonicNs;
        for (int i = 0; i < 40; i++) {
            conversation.association.onEstimate(UNSTEADY);
        }
        assertEquals(5, conversation.association.poll().log2S());
        kiss(conversation, "RATE");
        assertEquals(32 * Conversation.S, conversation.monotonicNs - sentNs);
        assertEquals(6, conversation.association.poll().log2S());
        kiss(conversation, "RATE");
        assertEquals(6, conversation.association.poll().log2S());
    }

    @Test
    void rateEndsTheBurst() {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        conversation.exchange();
        kiss(conversation, "RATE");
        long sentNs = conversation.monotonicNs;
        assertFalse(conversation.association.starting());
        conversation.request();
        assertEquals(32 * Conversation.S, conversation.monotonicNs - sentNs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENY", "RSTR"})
    void aServerThatDeniesIsHardlyAskedAnyMore(String code) {
        for (PollLimits limits : List.of(PollLimits.DEFAULT, Conversation.limits(0, 0, 0))) {
            Conversation conversation = new Conversation(limits, true);
            kiss(conversation, code);
            long sentNs = conversation.monotonicNs;
            conversation.request();
            assertEquals(4096 * Conversation.S, conversation.monotonicNs - sentNs);
            assertEquals(Optional.of(PollRaise.KISS_DENY), conversation.association.pollRaised());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENY", "RATE"})
    void aRestartDoesNotForgetWhatAServerAskedFor(String code) {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        kiss(conversation, code);
        int poll = conversation.association.poll().log2S();
        conversation.association.restart(conversation.monotonicNs);
        conversation.request();
        long sentNs = conversation.monotonicNs;
        conversation.request();
        assertEquals(conversation.association.poll().intervalNs(), conversation.monotonicNs - sentNs, "no burst");
        assertEquals(poll, conversation.association.poll().log2S());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT", "STEP", "NTSN", "X123"})
    void otherKissesDoNotChangeTheInterval(String code) {
        Conversation conversation = new Conversation(PollLimits.DEFAULT, true);
        kiss(conversation, code);
        conversation.request();
        assertEquals(2 * Conversation.S, conversation.monotonicNs);
    }

    private static Conversation afterFirstExchange(PollLimits limits) {
        Conversation conversation = new Conversation(limits, false);
        conversation.exchange();
        return conversation;
    }

    private static void kiss(Conversation conversation, String code) {
        conversation.request();
        Reply reply = conversation.reply();
        reply.kiss(code);
        conversation.deliver(reply.view());
    }

    private static SourceEstimate estimate(double frequencyError) {
        return estimate(frequencyError, 0.002);
    }

    private static SourceEstimate estimate(double frequencyError, double delayS) {
        Sample sample = Samples.of(0, 0, delayS);
        Uncertainty uncertainty = new Uncertainty(0, 0, frequencyError * frequencyError, 0);
        return new SourceEstimate(0, 0, Frequency.ZERO, uncertainty, JITTER_S, sample, delayS, sample, 0, 8);
    }
}
