package dev.foliot.association;

import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;

/** What a datagram turned out to be. */
public sealed interface ReplyOutcome {
    /**
     * A reply to be believed, and what it measured.
     *
     * @param interleaved whether it is of the exchange before, with the time at which that one's reply truly left
     * @param again whether that exchange has been measured before, by its own reply: who counts exchanges leaves it out
     */
    record Measured(PlacedSample placed, boolean interleaved, boolean again) implements ReplyOutcome {
        /** The measurement, as the clock was when it was taken. */
        public Sample sample() {
            return placed.sample();
        }
    }

    /**
     * A datagram to be counted and forgotten.
     *
     * @param reason why it is not believed
     * @param answered whether it did answer the request, so that no other answer is to be waited for
     */
    record Rejected(RejectReason reason, boolean answered) implements ReplyOutcome {}
}
