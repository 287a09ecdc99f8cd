package dev.foliot.recording;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sockets whose every use is recorded, numbered in the order in which they are opened. */
final class RecordedSockets {
    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

    private final Recorder recorder;
    private final Map<TimestampedSocket, RecordedSocket> open = new HashMap<>();
    private int opened;

    RecordedSockets(Recorder recorder) {
        this.recorder = recorder;
    }

    Network network(Network network) {
        return new Network() {
            @Override
            public TimestampedSocket connect(InetSocketAddress remote) throws IOException {
                recorder.add(new Command.Connect(remote));
                return opened(() -> network.connect(remote));
            }

            /** A server's: what comes to it does not concern the core. */
            @Override
            public TimestampedSocket bind(InetSocketAddress local) throws IOException {
                return network.bind(local);
            }

            @Override
            public Poller newPoller() throws IOException {
                return poller(network.newPoller());
            }
        };
    }

    /** Opens a socket; the command is recorded already. */
    interface Opening {
        TimestampedSocket open() throws IOException;
    }

    TimestampedSocket opened(Opening opening) throws IOException {
        try {
            RecordedSocket socket = new RecordedSocket(opening.open(), opened);
            recorder.add(new Answer.Done());
            open.put(socket.socket, socket);
            opened++;
            return socket;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    Poller poller(Poller poller) {
        return new Poller() {
            @Override
            public void add(TimestampedSocket socket) {
                poller.add(((RecordedSocket) socket).socket);
            }

            @Override
            public void remove(TimestampedSocket socket) {
                poller.remove(((RecordedSocket) socket).socket);
            }

            @Override
            public List<TimestampedSocket> await(long deadlineMonotonicNs) {
                recorder.add(new Command.Await(deadlineMonotonicNs));
                List<TimestampedSocket> ready = new ArrayList<>();
                List<Integer> numbers = new ArrayList<>();
                for (TimestampedSocket socket : poller.await(deadlineMonotonicNs)) {
                    RecordedSocket recorded = open.get(socket);
                    ready.add(recorded);
                    numbers.add(recorded.number);
                }
                recorder.add(new Answer.Ready(numbers));
                return ready;
            }

            @Override
            public void wakeUp() {
                poller.wakeUp();
            }

            @Override
            public void close() {
                poller.close();
            }
        };
    }

    private IOException failed(IOException e) {
        recorder.add(Failures.of(e));
        return e;
    }

    private final class RecordedSocket implements TimestampedSocket {
        private final TimestampedSocket socket;
        private final int number;

        RecordedSocket(TimestampedSocket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        @Override
        public InetSocketAddress localAddress() {
            InetSocketAddress address = socket.localAddress();
            recorder.add(new Answer.LocalAddress(address.getAddress(), address.getPort()));
            return address;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return socket.remoteAddress();
        }

        @Override
        public int receive(DatagramBatch batch) throws IOException {
            try {
                int count = socket.receive(batch);
                recorder.add(slots(batch, 0, count, true));
                return count;
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** The checksum is taken before the call, which may write a time into the packet. */
        @Override
        public int send(DatagramBatch batch, int first, int count) throws IOException {
            recorder.add(new Command.Send(number, count, Checksum.of(batch, first, count)));
            try {
                int sent = socket.send(batch, first, count);
                recorder.add(slots(batch, first, sent, false));
                return sent;
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
            try {
                int count = socket.receiveTransmitStamps(batch);
                recorder.add(slots(batch, 0, count, false));
                return count;
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private Answer.Slots slots(DatagramBatch batch, int first, int count, boolean payload) {
            List<Answer.Slot> slots = new ArrayList<>(count);
            for (int slot = first; slot < first + count; slot++) {
                slots.add(new Answer.Slot(
                        batch.flags(slot),
                        batch.stampNs(slot),
                        batch.stampSource(slot),
                        batch.stampErrorNs(slot),
                        batch.transmitId(slot),
                        payload ? payload(batch, slot) : NO_PAYLOAD));
            }
            return new Answer.Slots(slots);
        }

        private static ByteBuffer payload(DatagramBatch batch, int slot) {
            return batch.payload().slice(DatagramBatch.payloadOffset(slot), batch.length(slot));
        }

        @Override
        public void close() {
            open.remove(socket);
            socket.close();
        }
    }
}
