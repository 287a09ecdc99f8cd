package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    /** The examples of RFC 5952, sections 4 and 5. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:123",
        "2001:db8:0:0:0:0:2:1, [2001:db8::2:1]:123",
        "2001:0db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:123",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:123",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:123",
        "2001:DB8:0:0:0:0:0:AAAA, [2001:db8::aaaa]:123",
        "0:0:0:0:0:0:0:1, [::1]:123",
        "0:0:0:0:0:0:0:0, [::]:123",
        "1:0:0:0:0:0:0:0, [1::]:123"
    })
    void addressIsWrittenAsShortAsItMayBe(String typed, String text) throws Exception {
        assertEquals(text, Addresses.text(new InetSocketAddress(InetAddress.getByName(typed), 123)));
    }

    @ParameterizedTest
    @CsvSource("fe80:0:0:0:0:0:0:1, 7, fe80::1%7")
    void linkLocalAddressKeepsItsScope(String typed, int scope, String text) throws Exception {
        byte[] bytes = InetAddress.getByName(typed).getAddress();
        assertEquals(text, Addresses.text((InetAddress) Inet6Address.getByAddress(null, bytes, scope)));
    }
}
