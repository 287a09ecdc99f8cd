package dev.foliot.recording;

import dev.foliot.platform.ClockState;
import dev.foliot.platform.Resolver;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.StampSource;
import dev.foliot.time.ValidityPeriod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** What the core is told by its ports. */
sealed interface Answer extends Event {
    /** The clock was read. */
    record Reading(ClockReading clock) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.reading(clock);
        }
    }

    /** A time was taken from the kernel's clock to the disciplined one, or back: what was added, in nanoseconds. */
    record Translation(long addedNs) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.signed(addedNs);
        }
    }

    /** Done; nothing more to be said. */
    record Done() implements Answer {
        @Override
        public void encode(Encoder out) {}
    }

    /** The clock was stepped, up to this residue. */
    record Residue(long ns) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.signed(ns);
        }
    }

    /** The clock is steered by this frequency. */
    record Granted(double ppb) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.real(ppb);
        }
    }

    /** What the clock says of itself. */
    record State(ClockState clock) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.real(clock.frequency().ppb());
            new Command.SetStatus(clock.status()).encode(out);
            out.signed(clock.taiOffsetS());
            out.flag(clock.disciplinedByOther());
        }

        static State decode(Decoder in) throws RecordingException {
            return new State(new ClockState(
                    new Frequency(in.ppb()), Command.SetStatus.status(in), (int) in.signed(), in.flag()));
        }
    }

    /** The clock is not steered. */
    record Refused(boolean permission, String message) implements Answer {
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
        NO_SUCH_FILE,
        NO_COOKIES
    }

    /** A socket or a file did not do as it was told. */
    record Failed(Kind kind, String message) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.octet(kind.ordinal());
            out.text(message);
        }
    }

    /** The address of a socket's own end. */
    record LocalAddress(InetAddress address, int port) implements Answer {
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
        @Override
        public void encode(Encoder out) {
            out.list(slots, slot -> slot.encode(out));
        }
    }

    /** Waiting is over: these sockets have something. */
    record Ready(List<Integer> sockets) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.list(sockets, number -> out.unsigned(number));
        }
    }

    /** Names have been found, or not; nothing stands in the recording when there are no news. */
    record Names(List<Resolver.Answer> found) implements Answer {
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

    /**
     * What came of an exchange of keys, by its number: whom they are for, and when the certificates are valid; or why there
     * are none.
     */
    sealed interface Exchange {
        int number();

        void encode(Encoder out);

        static Exchange decode(Decoder in) throws RecordingException {
            int number = in.unsigned(Integer.MAX_VALUE);
            return in.flag() ? Agreed.decode(number, in) : new NotAgreed(number, in.flag(), in.text());
        }
    }

    /** Keys for this server, which may have been agreed on a while ago. */
    record Agreed(int number, InetSocketAddress server, ValidityPeriod certificates, long ageNs) implements Exchange {
        @Override
        public void encode(Encoder out) {
            out.unsigned(number);
            out.flag(true);
            out.address(server.getAddress());
            out.unsigned(server.getPort());
            out.word(certificates.fromUtcNs());
            out.word(certificates.untilUtcNs());
            out.unsigned(ageNs);
        }

        static Agreed decode(int number, Decoder in) throws RecordingException {
            InetSocketAddress server = new InetSocketAddress(in.address(), in.unsigned(0xffff));
            long fromUtcNs = in.word();
            long untilUtcNs = in.word();
            if (fromUtcNs > untilUtcNs) {
                throw in.damage("a certificate ends before it begins");
            }
            long ageNs = in.unsigned();
            if (ageNs < 0) {
                throw in.damage("the age of keys is negative");
            }
            return new Agreed(number, server, new ValidityPeriod(fromUtcNs, untilUtcNs), ageNs);
        }
    }

    /** No keys. */
    record NotAgreed(int number, boolean reached, String reason) implements Exchange {
        @Override
        public void encode(Encoder out) {
            out.unsigned(number);
            out.flag(false);
            out.flag(reached);
            out.text(reason);
        }
    }

    /** Exchanges of keys are over; nothing stands in the recording when there are no news. */
    record Exchanged(List<Exchange> outcomes) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.list(outcomes, outcome -> outcome.encode(out));
        }
    }

    /** A random number was drawn. */
    record RandomNumber(long bits) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.word(bits);
        }
    }

    /** What a file holds. */
    record Contents(ByteBuffer bytes) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.octets(bytes);
        }
    }

    /** For how long the machine has been suspended in all; nothing stands in the recording while it is not suspended. */
    record Suspended(long ns) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.signed(ns);
        }
    }

    /** A person accepts a correction that panic thresholds have stopped; nothing stands there when nobody does. */
    record Accepted(double offsetS) implements Answer {
        @Override
        public void encode(Encoder out) {
            out.real(offsetS);
        }
    }
}
