package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which key exchange servers can listen beside each other. */
class KeyExchangeAddressesTest {
    private static final String MAIN = serving("::", "0.0.0.0");

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:4460, 127.0.0.1:4460",
        "127.0.0.1, 0.0.0.0",
        "[::]:4460, 127.0.0.1:4460",
        "::1, ::",
        "192.0.2.1, ::"
    })
    void allAddressesAndOneOfThemCannotGoTogether(String one, String other) {
        assertEquals(
                List.of(
                        "foliot.toml:13:1: listen: all addresses and one of them cannot go together, at foliot.toml:9:1"),
                problems(server(one, "a") + server(other, "a")));
    }

    @Test
    void whoListensAtAllAddressesOfIpv6DoesSoAtThoseOfIpv4() {
        assertEquals(List.of(), problems(server("::", "a") + server("0.0.0.0", "a")));
        assertEquals(
                List.of(
                        "foliot.toml:13:1: listen: all addresses of IPv6 are those of IPv4 as well, so both servers must be"
                                + " the same but for them, at foliot.toml:9:1"),
                problems(server("::", "a") + server("0.0.0.0", "b")));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, [::1]:4460", "0.0.0.0:4460, 127.0.0.1:4461", "127.0.0.1, 127.0.0.2"})
    void othersCan(String one, String other) {
        assertEquals(List.of(), problems(server(one, "a") + server(other, "b")));
    }

    @Test
    void oneAddressIsForOneServer() {
        assertEquals(
                List.of(
                        "foliot.toml:13:1: listen: another [[nts-ke-server]] listens there already, at foliot.toml:9:1"),
                problems(server("::1", "a") + server("[0::1]:4460", "b")));
    }

    @ParameterizedTest
    @CsvSource({"224.0.1.1, 224.0.1.1", "255.255.255.255:4460, 255.255.255.255", "ff02::1, ff02:0:0:0:0:0:0:1"})
    void nobodyCanConnectToMany(String listen, String shown) {
        assertEquals(
                List.of("foliot.toml:9:1: listen: no reply can come from a broadcast or multicast address, " + shown),
                problems(server(listen, "a")));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.2", "0.0.0.0, ::1", "::1, 0.0.0.0"})
    void whereNoTimeIsServedClientsAskInVain(String keys, String time) {
        String main = serving(time);
        String warning =
                "foliot.toml:7:1: warning: listen: clients will ask for the time at this address and port 123, where"
                        + " no [[server]] listens; ntp-server says where else they should";
        assertEquals(List.of(warning), ReadText.problems(ReadText.toml(main + server(keys, "a"))));
        assertEquals(
                List.of(),
                ReadText.problems(ReadText.toml(main + server(keys, "a") + "ntp-server = \"ntp.example\"\n")));
    }

    @Test
    void theirPortMustBeOneOfSeveralThatAreServed() {
        String two = serving("[::]:1123", "[::]:2123");
        assertEquals(1, ReadText.toml(two + server("::", "a")).problems().size());
        assertEquals(
                List.of(),
                ReadText.toml(two + server("::", "a") + "ntp-port = 2123\n").problems());
    }

    private static String serving(String... listen) {
        StringBuilder text = new StringBuilder("[[source]]\nmode = \"server\"\naddress = \"192.0.2.1\"\n");
        for (String address : listen) {
            text.append("[[server]]\nlisten = \"").append(address).append("\"\n");
        }
        return text.toString();
    }

    private static String server(String listen, String chain) {
        return """
                [[nts-ke-server]]
                listen = "%s"
                certificate-chain-path = "%s"
                private-key-path = "key"
                """.formatted(listen, chain);
    }

    private static List<String> problems(String servers) {
        return ReadText.problems(ReadText.toml(MAIN + servers)).stream()
                .map(p -> p.replaceAll("at /\\S*/foliot", "at foliot"))
                .toList();
    }
}
