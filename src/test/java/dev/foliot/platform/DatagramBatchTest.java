package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
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
}
