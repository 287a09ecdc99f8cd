package dev.foliot.platform.jni;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** {@code struct foliot_address} as Java knows it. */
final class SocketAddresses {
    private SocketAddresses() {}

    /**
     * Writes {@code address} to the start of {@code buffer}.
     *
     * @throws UnknownHostException when it is a name that has not been resolved
     */
    static void write(InetSocketAddress address, ByteBuffer buffer) throws UnknownHostException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        byte[] bytes = address.getAddress().getAddress();
        int scope = address.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
        buffer.put(UdpNatives.ADDRESS_BYTES, bytes);
        buffer.putInt(UdpNatives.ADDRESS_LENGTH, bytes.length);
        buffer.putInt(UdpNatives.ADDRESS_PORT, address.getPort());
        buffer.putInt(UdpNatives.ADDRESS_SCOPE, scope);
    }

    /** Reads what lies at the start of {@code buffer}. */
    static InetSocketAddress read(ByteBuffer buffer) throws UnknownHostException {
        byte[] bytes = new byte[buffer.getInt(UdpNatives.ADDRESS_LENGTH)];
        buffer.get(UdpNatives.ADDRESS_BYTES, bytes);
        int scope = buffer.getInt(UdpNatives.ADDRESS_SCOPE);
        InetAddress address =
                scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
        return new InetSocketAddress(address, buffer.getInt(UdpNatives.ADDRESS_PORT));
    }
}
