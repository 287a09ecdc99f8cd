package dev.foliot.keyexchange;

import dev.foliot.platform.Addresses;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sockets that a server listens on, and the selector that waits for them. Whoever connects before the server has
 * started waits for it.
 */
public final class Listeners implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final List<ServerSocketChannel> channels = new ArrayList<>();

    private Listeners(Selector selector) {
        this.selector = selector;
    }

    /**
     * Listens from now on.
     *
     * @param addresses a port may be 0, for one that the system chooses
     * @throws BindException that names the address
     */
    public static Listeners open(List<InetSocketAddress> addresses) throws IOException {
        Listeners listeners = new Listeners(Selector.open());
        try {
            // A socket for all addresses of IPv6 takes IPv4's as well: those come last, and are left out then.
            List<InetSocketAddress> sixFirst = new ArrayList<>(addresses);
            sixFirst.sort(Comparator.comparing(Listeners::isIpv4));
            for (InetSocketAddress address : sixFirst) {
                if (!listeners.cover(address)) {
                    listeners.add(address);
                }
            }
            return listeners;
        } catch (IOException | RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    /** Where it listens; the ports that the system chose in place of 0. */
    List<InetSocketAddress> addresses() throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (ServerSocketChannel channel : channels) {
            addresses.add((InetSocketAddress) channel.getLocalAddress());
        }
        return addresses;
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }

    Selector selector() {
        return selector;
    }

    private void add(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel =
                ServerSocketChannel.open(isIpv4(address) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        channels.add(channel);
        try {
            channel.bind(address, BACKLOG);
        } catch (BindException e) {
            throw new BindException("cannot listen on " + Addresses.text(address) + " (TCP): " + e.getMessage());
        }
        channel.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    private boolean cover(InetSocketAddress address) throws IOException {
        if (!isIpv4(address) || !address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
            return false;
        }
        for (InetSocketAddress bound : addresses()) {
            if (!isIpv4(bound) && bound.getAddress().isAnyLocalAddress() && bound.getPort() == address.getPort()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }
}
