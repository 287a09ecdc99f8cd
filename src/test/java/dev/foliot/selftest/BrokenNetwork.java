package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ForwardingSocket;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Another network, for tests to break in one way. */
class BrokenNetwork implements Network {
    private final Network sound;

    BrokenNetwork(Network sound) {
        this.sound = sound;
    }

    /** @return how many of the datagrams received are handed on */
    int received(DatagramBatch batch, int count) throws IOException {
        return count;
    }

    /** What is done to slots before they are sent. */
    void sending(DatagramBatch batch) {}

    /** @return how many of the stamps are handed on */
    int stamped(DatagramBatch batch, int count) {
        return count;
    }

    /** When a wait ends that shall end at {@code deadlineNs}. */
    long deadline(long deadlineNs) {
        return deadlineNs;
    }

    void wakeUp(Poller poller) {
        poller.wakeUp();
    }

    @Override
    public TimestampedSocket connect(InetSocketAddress remote) throws IOException {
        return new Socket(sound.connect(remote));
    }

    @Override
    public TimestampedSocket bind(InetSocketAddress local) throws IOException {
        return new Socket(sound.bind(local));
    }

    @Override
    public Poller newPoller() throws IOException {
        return new Waiting(sound.newPoller());
    }

    private final class Socket extends ForwardingSocket {
        Socket(TimestampedSocket socket) {
            super(socket);
        }

        @Override
        public int receive(DatagramBatch batch) throws IOException {
            return received(batch, super.receive(batch));
        }

        @Override
        public int send(DatagramBatch batch, int first, int count) throws IOException {
            sending(batch);
            return super.send(batch, first, count);
        }

        @Override
        public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
            return stamped(batch, super.receiveTransmitStamps(batch));
        }
    }

    private final class Waiting implements Poller {
        private final Poller poller;
        private final List<Socket> watched = new ArrayList<>();

        Waiting(Poller poller) {
            this.poller = poller;
        }

        @Override
        public void add(TimestampedSocket socket) {
            watched.add((Socket) socket);
            poller.add(socket.watched());
        }

        @Override
        public void remove(TimestampedSocket socket) {
            watched.remove((Socket) socket);
            poller.remove(socket.watched());
        }

        @Override
        public List<TimestampedSocket> await(long deadlineMonotonicNs) {
            List<TimestampedSocket> ready = poller.await(deadline(deadlineMonotonicNs));
            return watched.stream()
                    .filter(socket -> ready.contains(socket.watched()))
                    .map(TimestampedSocket.class::cast)
                    .toList();
        }

        @Override
        public void wakeUp() {
            BrokenNetwork.this.wakeUp(poller);
        }

        @Override
        public void close() {
            poller.close();
        }
    }
}
