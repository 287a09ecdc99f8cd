package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.config.HostPort;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ntp.example.net, ntp.example.net, 123",
        "192.0.2.1:4123, 192.0.2.1, 4123",
        "2001:db8::1, 2001:db8::1, 123",
        "[2001:db8::1]:65535, 2001:db8::1, 65535",
    })
    void hostsComeWithOrWithoutAPort(String typed, String host, int port) throws UsageException {
        assertEquals(new ServerAddress(typed, new HostPort(host, port)), ServerAddress.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":123", "host:", "host:0", "host:65536", "host:ntp", "[2001:db8::1]x", "[::1]:", "[]:1"})
    void whatIsNoServerIsAUsageError(String text) {
        assertThrows(UsageException.class, () -> ServerAddress.parse(text));
    }
}
