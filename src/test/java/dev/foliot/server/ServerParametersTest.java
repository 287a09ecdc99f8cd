package dev.foliot.server;

import static dev.foliot.server.Requests.address;
import static dev.foliot.server.Requests.subnet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerParametersTest {
    @Test
    void whatCannotBeIsRefusedByName() {
        refused("interval", () -> new RateLimit(-1, 1, 1, 24, 56, 0, 0));
        refused("interval", () -> new RateLimit(Long.MAX_VALUE, 1, 1, 24, 56, 0, 0));
        refused("burst", () -> new RateLimit(1, 0, 1, 24, 56, 0, 0));
        refused("burst", () -> new RateLimit(1, 1_000_000, 1, 24, 56, 0, 0));
        refused("network-factor", () -> new RateLimit(1, 1, 0, 24, 56, 0, 0));
        refused("ipv4-prefix", () -> new RateLimit(1, 1, 1, 33, 56, 0, 0));
        refused("ipv6-prefix", () -> new RateLimit(1, 1, 1, 24, 0, 0, 0));
        refused("leak", () -> new RateLimit(1, 1, 1, 24, 56, -1, 0));
        refused("kiss", () -> new RateLimit(1, 1, 1, 24, 56, 0, -1));
        refused("clients", () -> parameters(0, 1, 16, 1));
        refused("interleaved", () -> parameters(1, ServerParameters.LARGEST_TABLE + 1, 16, 1));
        refused("local-stratum", () -> parameters(1, 1, 17, 1));
        refused("threads", () -> parameters(1, 1, 16, -1));
        ListenParameters twice =
                new ListenParameters(new InetSocketAddress(address("192.0.2.1"), 123), AccessRules.OPEN);
        refused("192.0.2.1:123", () -> new ServerParameters(List.of(twice, twice), RateLimit.NONE, 1, 1, 16, 1));
        refused(
                "name",
                () -> new ListenParameters(InetSocketAddress.createUnresolved("ntp.example", 123), AccessRules.OPEN));
        refused("0 to 32", () -> subnet("192.0.2.0/33"));
        refused("0 to 128", () -> subnet("::/129"));
    }

    /** The largest numbers of all at once do not overflow what they are multiplied into. */
    @Test
    void largestLimitStillLimits() {
        RateLimit limit = new RateLimit(131_072_000_000_000L, 10_000, 1_000_000, 24, 56, 0, 0);
        ClientTable table = new ClientTable(8, limit, 1);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(ClientTable.Verdict.ADMITTED, table.admit(0, 1, 4, 1));
        }
        assertEquals(ClientTable.Verdict.LIMITED, table.admit(0, 1, 4, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "::1", "ffff::ffff"})
    void addressesAreTwoNumbersAndBack(String text) {
        long high = AddressBits.high(address(text));
        long low = AddressBits.low(address(text));
        assertEquals(address(text), AddressBits.address(high, low));
        assertEquals(!text.contains(":"), AddressBits.isIpv4(high, low));
    }

    @Test
    void bitsBehindThePrefixDoNotMatter() {
        assertEquals(subnet("192.0.2.0/24"), subnet("192.0.2.99/24"));
        assertEquals(subnet("2001:db8::/33"), subnet("2001:db8:7fff::1/33"));
    }

    private static ServerParameters parameters(int clients, int interleaved, int localStratum, int threads) {
        return new ServerParameters(List.of(), RateLimit.NONE, clients, interleaved, localStratum, threads);
    }

    private static void refused(String name, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.contains(name), message);
    }
}
