package dev.foliot.platform.jni;

import dev.foliot.platform.Addresses;
import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ServingSocket;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A UDP socket of the operating system. One thread uses it. Closed by the garbage collector when its owner forgets
 * to.
 */
final class NativeUdpSocket implements ServingSocket {
    private final int fd;
    private final Cleaner.Cleanable closing;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private boolean closed;

    private NativeUdpSocket(int fd, InetSocketAddress remote) throws IOException {
        this.fd = fd;
        this.closing = NativeNetwork.CLEANER.register(this, closerOf(fd));
        this.remote = remote;
        ByteBuffer address = Scratch.get();
        try {
            Errno.checkSocket("address of a socket", UdpNatives.localAddress(fd, address));
            this.local = SocketAddresses.read(address);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Static, so that what it makes cannot hold on to the socket. */
    private static Runnable closerOf(int fd) {
        return () -> UdpNatives.close(fd);
    }

    static NativeUdpSocket connect(InetSocketAddress remote) throws IOException {
        ByteBuffer address = Scratch.get();
        SocketAddresses.write(remote, address);
        int fd = UdpNatives.connect(address, UdpNatives.TRANSMIT_STAMPS);
        return new NativeUdpSocket(Errno.checkSocket("connect to " + remote, fd), remote);
    }

    /** @param flags {@link UdpNatives#REUSE_PORT} and {@link UdpNatives#LARGE_BUFFER}, or 0 */
    static NativeUdpSocket bind(InetSocketAddress local, int flags) throws IOException {
        ByteBuffer address = Scratch.get();
        SocketAddresses.write(local, address);
        return new NativeUdpSocket(Errno.checkBind(local, UdpNatives.bind(address, flags)), null);
    }

    /** The file descriptor, for as long as the socket is open and reachable. */
    int fd() throws SocketException {
        if (closed) {
            throw new SocketException("socket is closed");
        }
        return fd;
    }

    private int openFd() {
        if (closed) {
            throw new IllegalStateException("socket is closed");
        }
        return fd;
    }

    /** Has {@code count} sockets at this one's address share its senders by their addresses, where the system can. */
    void spreadByAddress(int count) throws IOException {
        Errno.checkSocket("spread senders over sockets", UdpNatives.spreadByAddress(fd(), count));
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public int receive(DatagramBatch batch) throws IOException {
        try {
            return checkTransfer("receive", UdpNatives.receive(fd(), batch.memory(), batch.capacity()));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int send(DatagramBatch batch, int first, int count) throws IOException {
        Objects.checkFromIndexSize(first, count, batch.capacity());
        try {
            return checkTransfer("send", UdpNatives.send(fd(), batch.memory(), first, count));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int reply(DatagramBatch batch, int count, long leadNs, int paceNs) {
        Objects.checkFromIndexSize(0, count, batch.capacity());
        try {
            return Errno.checkNever("reply", UdpNatives.reply(openFd(), batch.memory(), count, leadNs, paceNs));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long lost() {
        try {
            return Math.max(-1, UdpNatives.lost(openFd()));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
        try {
            int count = UdpNatives.transmitStamps(fd(), batch.memory(), batch.capacity());
            return checkTransfer("receive transmit stamps", count);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Names the socket in the message, which is put together only when there is an error. */
    private int checkTransfer(String call, int result) throws IOException {
        return result >= 0 ? result : Errno.checkSocket(call + " on " + this, result);
    }

    @Override
    public void close() {
        closed = true;
        closing.clean();
    }

    /** Without the random port of a client's socket: what fails again and again is to read the same each time. */
    @Override
    public String toString() {
        return remote == null ? "socket at " + Addresses.text(local) : "socket to " + Addresses.text(remote);
    }
}
