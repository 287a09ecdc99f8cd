package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketAddressesTest {
    private final ByteBuffer buffer = Scratch.allocate(UdpNatives.ADDRESS_SIZE);

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "2001:db8::1", "::"})
    void addressComesBack(String host) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(host, 65_535);
        SocketAddresses.write(address, buffer);

        assertEquals(address, SocketAddresses.read(buffer));
    }

    @Test
    void scopeOfALinkLocalAddressComesBack() throws UnknownHostException {
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        Inet6Address linkLocal = Inet6Address.getByAddress(null, bytes, 3);
        SocketAddresses.write(new InetSocketAddress(linkLocal, 123), buffer);
        Inet6Address read = (Inet6Address) SocketAddresses.read(buffer).getAddress();

        assertEquals(linkLocal, read);
        assertEquals(3, read.getScopeId());
    }

    /** An address without scope that follows one with it in the same memory does not inherit it. */
    @Test
    void nothingIsLeftOfThePreviousAddress() throws UnknownHostException {
        scopeOfALinkLocalAddressComesBack();
        addressComesBack("2001:db8::1");
        addressComesBack("192.0.2.1");
    }

    @Test
    void nameWithoutAddressIsRefused() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("ntp.invalid", 123);

        assertThrows(UnknownHostException.class, () -> SocketAddresses.write(unresolved, buffer));
    }
}
