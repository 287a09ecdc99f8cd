package dev.foliot.platform.jni;

import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.net.InetSocketAddress;

/** The operating system's UDP. */
public final class NativeNetwork implements Network {
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

    @Override
    public Poller newPoller() throws IOException {
        return new NativePoller();
    }
}
