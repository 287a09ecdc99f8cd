package dev.foliot.recording;

/**
 * One thing that passed between the core and its ports, or that divides what passed into parts. What the core does is a
 * {@link Command}, which a replay compares; what it was told is an {@link Answer}, which a replay gives it.
 */
sealed interface Event permits Event.Start, Event.Turn, Event.Finish, Command, Answer {
    /** What stands before it in the file: says which of the events it is. */
    int tag();

    /** Writes all but the tag. */
    void encode(Encoder out);

    /**
     * The recording starts: what the core was made of.
     *
     * @param json a {@link Head}
     */
    record Start(String json) implements Event {
        static final int TAG = 1;

        @Override
        public int tag() {
            return TAG;
        }

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
        static final int TAG = 2;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.signed(longestNs);
        }
    }

    /** The daemon ends, and leaves the clock to itself. */
    record Finish() implements Event {
        static final int TAG = 3;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {}
    }

    /** Reads the event that comes next. */
    static Event decode(Decoder in) throws RecordingException {
        int tag = in.octet();
        return switch (tag) {
            case Start.TAG -> new Start(in.text());
            case Turn.TAG -> new Turn(in.signed());
            case Finish.TAG -> new Finish();
            default -> tag < Answer.FIRST_TAG ? Command.decode(tag, in) : Answer.decode(tag, in);
        };
    }
}
