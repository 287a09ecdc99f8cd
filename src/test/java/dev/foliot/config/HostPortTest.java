package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "time.example, time.example, 123",
        "time.example.:1123, time.example., 1123",
        "192.0.2.1, 192.0.2.1, 123",
        "192.0.2.1:1, 192.0.2.1, 1",
        "2001:db8::1, 2001:db8::1, 123",
        "::, ::, 123",
        "[::1], ::1, 123",
        "[::1]:65535, ::1, 65535",
        "[fe80::1%eth0]:123, fe80::1%eth0, 123",
        "fe80::1%eth0, fe80::1%eth0, 123",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1, 123",
        "a_b-c.1x, a_b-c.1x, 123",
    })
    void hostsAndPortsAreToldApart(String text, String host, int port) {
        assertEquals(new HostPort(host, port), HostPort.parse(text, 123));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":123",
                "a:",
                "a:0",
                "a:65536",
                "a:x",
                "a:-1",
                "a:1a",
                "a b",
                "-a",
                "a-",
                ".a",
                "a..b",
                "1.2.3",
                "256.1.1.1",
                "01.1.1.1",
                "1.1.1.1.",
                "1.1.1.1.1",
                "[::1",
                "::1]",
                "[]:1",
                "[1.2.3.4]:1",
                "[a]:1",
                "1:2:3",
                ":::",
                "g::1",
                "::1%",
                "::1%e/0",
                "[::1]1",
                "[::1]:",
                "[[::1]]",
                "http://a",
                "m\u00fcnchen.example",
                "a%eth0"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text, 123));
    }

    @Test
    void hugeNamesAreRefusedWithoutMuchWork() {
        for (String text :
                new String[] {"a.".repeat(30_000), "a".repeat(60_000), "1".repeat(60_000), ":".repeat(60_000)}) {
            assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text, 123));
        }
    }

    @Test
    void literalsNeverAskANameServer() {
        assertTrue(HostPort.literal("localhost").isEmpty());
        assertTrue(HostPort.literal("1.2").isEmpty());
        assertTrue(HostPort.literal("dead:beef").isEmpty());
        assertTrue(HostPort.literal("2001:db8::1").isPresent());
    }

    @Test
    void oneAddressHasOneCanonicalText() {
        assertEquals(
                HostPort.parse("2001:DB8:0::1", 123).canonical(),
                HostPort.parse("[2001:db8::1]:123", 1).canonical());
        assertEquals(
                HostPort.parse("Time.Example.", 123).canonical(),
                HostPort.parse("time.example", 123).canonical());
    }
}
