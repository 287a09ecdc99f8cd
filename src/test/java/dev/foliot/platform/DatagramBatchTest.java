package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramBatchTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:1%1"})
    void anAddressComesBackAsItWasPutIn(String text) throws Exception {
        DatagramBatch batch = new DatagramBatch(2);

        batch.setRemote(1, new InetSocketAddress(InetAddress.getByName(text), 123));

        assertEquals(text, batch.remote(1).getAddress().getHostAddress().replaceFirst("%lo$", "%1"));
        assertEquals(123, batch.remote(1).getPort());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 0, ffffc0000201",
        "255.255.255.255, 0, ffffffffffff",
        "2001:db8::8:9, 20010db800000000, 80009"
    })
    void anAddressIsToldAsTwoNumbersOfIpv6(String text, String high, String low) throws Exception {
        DatagramBatch batch = new DatagramBatch(2);
        batch.setRemote(1, new InetSocketAddress(InetAddress.getByName(text), 65535));

        assertEquals(Long.parseUnsignedLong(high, 16), batch.remoteHigh(1));
        assertEquals(Long.parseUnsignedLong(low, 16), batch.remoteLow(1));
        assertEquals(text.contains("."), batch.isRemoteIpv4(1));
        assertEquals(65535, batch.remotePort(1));
    }
}
