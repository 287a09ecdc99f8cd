package dev.foliot.recording;

import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.time.LeapIndicator;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/** What the core does through its ports. A replay must do the same. */
sealed interface Command extends Event {
    /** Steps the clock. */
    record Step(long offsetNs) implements Command {
        @Override
        public void encode(Encoder out) {
            out.signed(offsetNs);
        }
    }

    /** Steers the clock. */
    record SetFrequency(double ppb) implements Command {
        @Override
        public void encode(Encoder out) {
            out.real(ppb);
        }
    }

    /** Publishes how good the clock is. */
    record SetStatus(ClockStatus status) implements Command {
        @Override
        public void encode(Encoder out) {
            out.octet(status.leap().ordinal());
            out.unsigned(status.maxErrorNs());
            out.unsigned(status.estimatedErrorNs());
        }

        static ClockStatus status(Decoder in) throws RecordingException {
            LeapIndicator leap = in.constant(LeapIndicator.values());
            long maxErrorNs = in.unsigned();
            long estimatedErrorNs = in.unsigned();
            if (maxErrorNs < 0 || estimatedErrorNs < 0) {
                throw in.damage("an error of the clock is negative");
            }
            return new ClockStatus(leap, maxErrorNs, estimatedErrorNs);
        }
    }

    /** Publishes TAI - UTC. */
    record SetTaiOffset(int seconds) implements Command {
        @Override
        public void encode(Encoder out) {
            out.signed(seconds);
        }
    }

    /** Asks the clock what it says of itself. */
    record AskState() implements Command {
        @Override
        public void encode(Encoder out) {}
    }

    /** Opens a socket; sockets are numbered in this order, from 0. */
    record Connect(InetSocketAddress remote) implements Command {
        @Override
        public void encode(Encoder out) {
            out.address(remote.getAddress());
            out.unsigned(remote.getPort());
        }
    }

    /**
     * Sends.
     *
     * @param socket its number
     * @param datagrams how many
     * @param checksum of their bytes, CRC-32C: they follow from what is recorded, so they need not be
     */
    record Send(int socket, int datagrams, int checksum) implements Command {
        @Override
        public void encode(Encoder out) {
            out.unsigned(socket);
            out.unsigned(datagrams);
            out.unsigned(checksum & 0xffffffffL);
        }
    }

    /** Waits, until this moment of the system's monotonic scale at the latest. */
    record Await(long deadlineNs) implements Command {
        @Override
        public void encode(Encoder out) {
            out.monotonic(deadlineNs);
        }
    }

    /** Starts to look a name up. */
    record Resolve(String name) implements Command {
        @Override
        public void encode(Encoder out) {
            out.text(name);
        }
    }

    /** Reads a file that was kept from the run before. */
    record ReadFile(String path) implements Command {
        @Override
        public void encode(Encoder out) {
            out.text(path);
        }
    }

    /**
     * Keeps a file for the next run.
     *
     * @param checksum of its bytes, CRC-32C
     */
    record ReplaceFile(String path, int checksum) implements Command {
        @Override
        public void encode(Encoder out) {
            out.text(path);
            out.unsigned(checksum & 0xffffffffL);
        }
    }

    /** Takes a file of the run before away. */
    record DeleteFile(String path) implements Command {
        @Override
        public void encode(Encoder out) {
            out.text(path);
        }
    }

    /** Begins to agree on keys. */
    record BeginExchange(KeyExchanges.Request request) implements Command {
        @Override
        public void encode(Encoder out) {
            out.unsigned(request.number());
            out.text(request.server().host());
            out.address(request.server().address().getAddress());
            out.unsigned(request.server().address().getPort());
            out.optional(request.server().certificateAuthority(), out::text);
            out.optional(request.server().pinnedKey(), out::text);
            out.flag(request.certificatesAtUtcNs().isPresent());
            request.certificatesAtUtcNs().ifPresent(out::utc);
        }

        static BeginExchange decode(Decoder in) throws RecordingException {
            int number = in.unsigned(Integer.MAX_VALUE);
            KeyExchanges.Server server = new KeyExchanges.Server(
                    in.text(),
                    new InetSocketAddress(in.address(), in.unsigned(0xffff)),
                    in.optional(in::text),
                    in.optional(in::text));
            OptionalLong atUtcNs = in.flag() ? OptionalLong.of(in.utc()) : OptionalLong.empty();
            return new BeginExchange(new KeyExchanges.Request(number, server, atUtcNs));
        }
    }

    /** Opens a socket under the keys that an exchange has brought; it is numbered like the others. */
    record ConnectUnderKeys(int exchange) implements Command {
        @Override
        public void encode(Encoder out) {
            out.unsigned(exchange);
        }
    }
}
