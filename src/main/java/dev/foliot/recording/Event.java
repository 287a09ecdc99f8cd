package dev.foliot.recording;

/**
 * One thing that passed between the core and its ports, or that divides what passed into parts. What the core does is a
 * {@link Command}, which a replay compares; what it was told is an {@link Answer}, which a replay gives it.
 */
sealed interface Event permits Event.Start, Event.Turn, Event.Finish, Command, Answer {
    /** Writes all but the tag ({@link EventTable}). */
    void encode(Encoder out);

    /**
     * The recording starts: what the core was made of.
     *
     * @param json a {@link Head}
     */
    record Start(String json) implements Event {
        @Override
        public void encode(Encoder out) {
            out.text(json);
        }
    }

    /**
     * The core starts a turn of its loop.
     *
     * @param longestNs how long it may wait
     */
    record Turn(long longestNs) implements Event {
        @Override
        public void encode(Encoder out) {
            out.signed(longestNs);
        }
    }

    /** The daemon ends, and leaves the clock to itself. */
    record Finish() implements Event {
        @Override
        public void encode(Encoder out) {}
    }
}
