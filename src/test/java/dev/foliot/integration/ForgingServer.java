package dev.foliot.integration;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers as a test tells it to. */
final class ForgingServer implements AutoCloseable {
    static final Inet4Address ADDRESS = loopback(1);
    private static final Inet4Address OTHER_ADDRESS = loopback(2);
    private static final int LARGEST = 1500;

    /** What is done about a request; called on the server's thread. */
    @FunctionalInterface
    interface Behaviour {
        void answer(byte[] request, Replies replies) throws IOException;
    }

    /** Where answers to one request are sent from. */
    interface Replies {
        void send(byte[] reply) throws IOException;

        /** From another port of the server's address. */
        void sendFromOtherPort(byte[] reply) throws IOException;

        /** From another address, but the server's port. */
        void sendFromOtherAddress(byte[] reply) throws IOException;
    }

    private final DatagramSocket socket = new DatagramSocket(0, ADDRESS);
    private final DatagramSocket otherPort = new DatagramSocket(0, ADDRESS);
    private final DatagramSocket otherAddress =
            new DatagramSocket(socket.getLocalPort(), OTHER_ADDRESS);
    private final AtomicInteger requests = new AtomicInteger();
    private final Thread thread = new Thread(this::serve, "forging-server");
    private volatile Behaviour behaviour;

    ForgingServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        thread.setDaemon(true);
        thread.start();
    }

    private static Inet4Address loopback(int host) {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that tells the truth, as well as a Java program can. */
    static void honest(byte[] request, Replies replies) throws IOException {
        replies.send(new ForgedReply(request, 0).bytes());
    }

    void behave(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many have come. */
    int requests() {
        return requests.get();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
                requests.incrementAndGet();
                byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                behaviour.answer(request, new To(packet.getSocketAddress()));
            } catch (IOException e) {
                // The client's socket is gone while a flood still goes on, or this server is closed.
            }
        }
    }

    private final class To implements Replies {
        private final InetSocketAddress client;

        To(SocketAddress client) {
            this.client = (InetSocketAddress) client;
        }

        @Override
        public void send(byte[] reply) throws IOException {
            socket.send(new DatagramPacket(reply, reply.length, client));
        }

        @Override
        public void sendFromOtherPort(byte[] reply) throws IOException {
            otherPort.send(new DatagramPacket(reply, reply.length, client));
        }

        @Override
        public void sendFromOtherAddress(byte[] reply) throws IOException {
            otherAddress.send(new DatagramPacket(reply, reply.length, client));
        }
    }

    @Override
    public void close() {
        socket.close();
        otherPort.close();
        otherAddress.close();
        Await.end(thread);
    }
}
