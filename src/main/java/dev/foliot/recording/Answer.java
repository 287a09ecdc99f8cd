package dev.foliot.recording;

import dev.foliot.platform.ClockState;
import dev.foliot.platform.Resolver;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.StampSource;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** What the core is told by its ports. */
sealed interface Answer extends Event {
    /** All answers have this tag or a higher one. */
    int FIRST_TAG = 40;

    /** The clock was read. */
    record Reading(ClockReading clock) implements Answer {
        static final int TAG = 40;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.reading(clock);
        }
    }

    /** A time was taken from the kernel's clock to the disciplined one, or back: what was added, in nanoseconds. */
    record Translation(long addedNs) implements Answer {
        static final int TAG = 41;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.signed(addedNs);
        }
    }

    /** Done; nothing more to be said. */
    record Done() implements Answer {
        static final int TAG = 42;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {}
    }

    /** The clock was stepped, up to this residue. */
    record Residue(long ns) implements Answer {
        static final int TAG = 43;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.signed(ns);
        }
    }

    /** The clock is steered by this frequency. */
    record Granted(double ppb) implements Answer {
        static final int TAG = 44;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.real(ppb);
        }
    }

    /** What the clock says of itself. */
    record State(ClockState clock) implements Answer {
        static final int TAG = 45;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.real(clock.frequency().ppb());
            new Command.SetStatus(clock.status()).encode(out);
            out.signed(clock.taiOffsetS());
            out.flag(clock.disciplinedByOther());
        }

        static State decode(Decoder in) throws RecordingException {
            double ppb = in.real();
            if (!Double.isFinite(ppb)) {
                throw in.damage("a frequency is not finite");
            }
            return new State(
                    new ClockState(new Frequency(ppb), Command.SetStatus.status(in), (int) in.signed(), in.flag()));
        }
    }

    /** The clock is not steered. */
    record Refused(boolean permission, String message) implements Answer {
        static final int TAG = 46;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.flag(permission);
            out.text(message);
        }
    }

    /** What went wrong with a socket or a file. */
    enum Kind {
        IO,
        PORT_UNREACHABLE,
        NO_SUCH_FILE
    }

    /** A socket or a file did not do as it was told. */
    record Failed(Kind kind, String message) implements Answer {
        static final int TAG = 47;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.octet(kind.ordinal());
            out.text(message);
        }
    }

    /** The address of a socket's own end. */
    record LocalAddress(InetAddress address, int port) implements Answer {
        static final int TAG = 48;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.address(address);
            out.unsigned(port);
        }
    }

    /**
     * One slot of a batch.
     *
     * @param flags as of the slot
     * @param stampNs by the kernel's clock
     * @param transmitId which datagram a stamp of sending is of
     */
    record Slot(int flags, long stampNs, StampSource source, int errorNs, int transmitId, ByteBuffer payload) {
        void encode(Encoder out) {
            out.unsigned(flags & 0xffffffffL);
            out.utc(stampNs);
            out.octet(source.ordinal());
            out.signed(errorNs);
            out.signed(transmitId);
            out.octets(payload);
        }

        static Slot decode(Decoder in) throws RecordingException {
            return new Slot(
                    (int) in.unsigned(),
                    in.utc(),
                    in.constant(StampSource.values()),
                    (int) in.signed(),
                    (int) in.signed(),
                    ByteBuffer.wrap(in.octets()).asReadOnlyBuffer());
        }
    }

    /** What was sent, received, or stamped; of what was sent, without the payload. */
    record Slots(List<Slot> slots) implements Answer {
        static final int TAG = 49;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.list(slots, slot -> slot.encode(out));
        }
    }

    /** Waiting is over: these sockets have something. */
    record Ready(List<Integer> sockets) implements Answer {
        static final int TAG = 50;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.list(sockets, number -> out.unsigned(number));
        }
    }

    /** Names have been found, or not; nothing stands in the recording when there are no news. */
    record Names(List<Resolver.Answer> found) implements Answer {
        static final int TAG = 51;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.list(found, answer -> {
                out.text(answer.name());
                out.list(answer.addresses(), out::address);
            });
        }

        static Resolver.Answer one(Decoder in) throws RecordingException {
            return new Resolver.Answer(in.text(), in.list(in::address));
        }
    }

    /** A random number was drawn. */
    record RandomNumber(long bits) implements Answer {
        static final int TAG = 52;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.word(bits);
        }
    }

    /** What a file holds. */
    record Contents(ByteBuffer bytes) implements Answer {
        static final int TAG = 53;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.octets(bytes);
        }
    }

    /** A person accepts a correction that panic thresholds have stopped; nothing stands there when nobody does. */
    record Accepted(double offsetS) implements Answer {
        static final int TAG = 54;

        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public void encode(Encoder out) {
            out.real(offsetS);
        }
    }

    static Answer decode(int tag, Decoder in) throws RecordingException {
        return switch (tag) {
            case Reading.TAG -> new Reading(in.reading());
            case Translation.TAG -> new Translation(in.signed());
            case Done.TAG -> new Done();
            case Residue.TAG -> new Residue(in.signed());
            case Granted.TAG -> new Granted(in.real());
            case State.TAG -> State.decode(in);
            case Refused.TAG -> new Refused(in.flag(), in.text());
            case Failed.TAG -> new Failed(in.constant(Kind.values()), in.text());
            case LocalAddress.TAG -> new LocalAddress(in.address(), in.unsigned(0xffff));
            case Slots.TAG -> new Slots(in.list(() -> Slot.decode(in)));
            case Ready.TAG -> new Ready(in.list(() -> in.unsigned(Integer.MAX_VALUE)));
            case Names.TAG -> new Names(in.list(() -> Names.one(in)));
            case RandomNumber.TAG -> new RandomNumber(in.word());
            case Contents.TAG -> new Contents(ByteBuffer.wrap(in.octets()).asReadOnlyBuffer());
            case Accepted.TAG -> new Accepted(in.real());
            default -> throw in.damage("there is no event " + tag);
        };
    }
}
