package dev.foliot.recording;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sockets to which comes what came when they were recorded. */
final class ReplayedSockets {
    private final Replayer replayer;
    private final Map<Integer, ReplayedSocket> open = new HashMap<>();
    private int opened;

    ReplayedSockets(Replayer replayer) {
        this.replayer = replayer;
    }

    Network network() {
        return new Network() {
            @Override
            public TimestampedSocket connect(InetSocketAddress remote) throws IOException {
                replayer.expect(new Command.Connect(remote));
                return opened(remote);
            }

            @Override
            public TimestampedSocket bind(InetSocketAddress local) {
                throw new UnsupportedOperationException("the core binds no socket");
            }

            @Override
            public Poller newPoller() {
                return poller();
            }
        };
    }

    /** The socket whose opening has been replayed; or why it was not opened. */
    TimestampedSocket opened(InetSocketAddress remote) throws IOException {
        replayer.answerOrFailure(Answer.Done.class);
        ReplayedSocket socket = new ReplayedSocket(opened++, remote);
        open.put(socket.number, socket);
        return socket;
    }

    Poller poller() {
        return new Poller() {
            @Override
            public void add(TimestampedSocket socket) {}

            @Override
            public void remove(TimestampedSocket socket) {}

            @Override
            public List<TimestampedSocket> await(long deadlineMonotonicNs) {
                replayer.expect(new Command.Await(deadlineMonotonicNs));
                return replayer.answer(Answer.Ready.class).sockets().stream()
                        .map(ReplayedSockets.this::socket)
                        .toList();
            }

            @Override
            public void wakeUp() {}

            @Override
            public void close() {}
        };
    }

    private TimestampedSocket socket(int number) {
        ReplayedSocket socket = open.get(number);
        if (socket == null) {
            throw replayer.difference("socket " + number + " ready", "has it not open");
        }
        return socket;
    }

    private final class ReplayedSocket implements TimestampedSocket {
        private final int number;
        private final InetSocketAddress remote;

        ReplayedSocket(int number, InetSocketAddress remote) {
            this.number = number;
            this.remote = remote;
        }

        @Override
        public InetSocketAddress localAddress() {
            Answer.LocalAddress local = replayer.answer(Answer.LocalAddress.class);
            return new InetSocketAddress(local.address(), local.port());
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return remote;
        }

        @Override
        public int receive(DatagramBatch batch) throws IOException {
            return fill(batch, 0, true);
        }

        @Override
        public int send(DatagramBatch batch, int first, int count) throws IOException {
            replayer.expect(new Command.Send(number, count, Checksum.of(batch, first, count)));
            return fill(batch, first, false);
        }

        @Override
        public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
            return fill(batch, 0, true);
        }

        /** @param whole whether the slots are new; otherwise they only get their stamps */
        private int fill(DatagramBatch batch, int first, boolean whole) throws IOException {
            List<Answer.Slot> slots =
                    replayer.answerOrFailure(Answer.Slots.class).slots();
            if (slots.size() > batch.capacity() - first) {
                throw replayer.difference(slots.size() + " datagrams", "has room for " + (batch.capacity() - first));
            }
            for (int i = 0; i < slots.size(); i++) {
                Answer.Slot slot = slots.get(i);
                if (whole) {
                    batch.clear(first + i);
                    put(slot, batch, first + i);
                }
                batch.setStamp(first + i, slot.stampNs(), slot.source(), slot.errorNs());
            }
            return slots.size();
        }

        private static void put(Answer.Slot slot, DatagramBatch batch, int at) {
            int length = Math.min(slot.payload().remaining(), DatagramBatch.PAYLOAD_CAPACITY);
            batch.setFlags(at, slot.flags());
            batch.setTransmitId(at, slot.transmitId());
            batch.setLength(at, length);
            batch.payload()
                    .put(
                            DatagramBatch.payloadOffset(at),
                            slot.payload(),
                            slot.payload().position(),
                            length);
        }

        @Override
        public void close() {
            open.remove(number);
        }
    }
}
