package dev.foliot.platform;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Stands in front of a socket, and does what that does, but for what a subclass does otherwise. */
public abstract class ForwardingSocket implements TimestampedSocket {
    protected final TimestampedSocket socket;

    protected ForwardingSocket(TimestampedSocket socket) {
        this.socket = socket;
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return socket.remoteAddress();
    }

    @Override
    public int receive(DatagramBatch batch) throws IOException {
        return socket.receive(batch);
    }

    @Override
    public int send(DatagramBatch batch, int first, int count) throws IOException {
        return socket.send(batch, first, count);
    }

    @Override
    public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
        return socket.receiveTransmitStamps(batch);
    }

    @Override
    public TimestampedSocket watched() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
