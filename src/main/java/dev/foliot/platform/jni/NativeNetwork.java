package dev.foliot.platform.jni;

import dev.foliot.platform.Poller;
import dev.foliot.platform.ServingNetwork;
import dev.foliot.platform.ServingSocket;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The operating system's UDP. */
public final class NativeNetwork implements ServingNetwork {
    /** Closes what was left open. */
    static final Cleaner CLEANER = Cleaner.create();

    private final int bindFlags;

    private NativeNetwork(int bindFlags) {
        NativeLibrary.load();
        this.bindFlags = bindFlags;
        // Where this fails there is no kernel stamping to keep up: stamps are the daemon's own, and say so.
        UdpNatives.keepStamping();
    }

    /** A network whose ports belong to one socket each. */
    public static NativeNetwork open() {
        return new NativeNetwork(0);
    }

    /**
     * A network that lets several sockets of this user {@link #bind} to one address: the kernel spreads the senders
     * over them (SO_REUSEPORT).
     */
    public static NativeNetwork openSharingPorts() {
        return new NativeNetwork(UdpNatives.REUSE_PORT);
    }

    @Override
    public TimestampedSocket connect(InetSocketAddress remote) throws IOException {
        return NativeUdpSocket.connect(remote);
    }

    @Override
    public TimestampedSocket bind(InetSocketAddress local) throws IOException {
        return NativeUdpSocket.bind(local, bindFlags);
    }

    /**
     * Several sockets let any others of this user join them; so that a second daemon is told that the address is in
     * use, the address is first taken alone.
     */
    @Override
    public List<ServingSocket> listen(InetSocketAddress local, int count) throws IOException {
        NativeUdpSocket alone = NativeUdpSocket.bind(local, UdpNatives.LARGE_BUFFER);
        if (count == 1) {
            return List.of(alone);
        }
        InetSocketAddress address = alone.localAddress();
        alone.close();
        List<ServingSocket> sockets = new ArrayList<>();
        try {
            NativeUdpSocket socket = null;
            while (sockets.size() < count) {
                socket = NativeUdpSocket.bind(address, UdpNatives.REUSE_PORT | UdpNatives.LARGE_BUFFER);
                sockets.add(socket);
            }
            socket.spreadByAddress(count);
            return sockets;
        } catch (IOException e) {
            sockets.forEach(ServingSocket::close);
            throw e;
        }
    }

    @Override
    public Poller newPoller() throws IOException {
        return new NativePoller();
    }
}
