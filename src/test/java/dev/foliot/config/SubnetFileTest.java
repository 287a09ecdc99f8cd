package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.server.AccessRules;
import dev.foliot.server.Subnet;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access lists in files of their own. */
class SubnetFileTest {
    @TempDir
    private Path directory;

    @Test
    void subnetsAreThoseOfTheFileBesideThoseOfTheTable() throws IOException {
        Files.writeString(directory.resolve("deny.txt"), """
                # what a program has made
                192.0.2.0/24

                \t2001:db8::/32   # with a reason\r
                198.51.100.7
                """);
        AccessRules rules = ReadText.valid(
                        read("denylist = { filter = [\"203.0.113.0/24\"], filter-file = \"deny.txt\" }"))
                .server()
                .listen()
                .get(0)
                .access();
        assertEquals(
                List.of(
                        subnet("203.0.113.0", 24),
                        subnet("192.0.2.0", 24),
                        subnet("2001:db8::", 32),
                        subnet("198.51.100.7", 32)),
                rules.denied());
        assertEquals(AccessRules.OPEN.allowed(), rules.allowed());
    }

    @Test
    void everyErrorIsToldByItsLineOnceHoweverManyListsNameTheFile() throws IOException {
        Files.writeString(directory.resolve("deny.txt"), "192.0.2.0/24\n  192.0.2.1/24\nexample.org # a name\n");
        List<String> problems = ReadText.problems(read("""
                denylist = { filter-file = "deny.txt" }
                [[server]]
                listen = "127.0.0.1"
                denylist = { filter-file = "deny.txt" }
                """));
        assertEquals(
                List.of(
                        "deny.txt:2:3: \"192.0.2.1/24\" has bits set behind its prefix; did you mean \"192.0.2.0/24\"?",
                        "deny.txt:3:1: expected a subnet such as \"192.0.2.0/24\" or \"2001:db8::/32\","
                                + " found \"example.org\""),
                problems);
    }

    @Test
    void aCountryFitsAndMoreThanTheLimitDoesNot() throws IOException {
        Path file = directory.resolve("deny.txt");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < SubnetFile.LIMITS.lines(); i++) {
            lines.append("10.")
                    .append(i >> 8 & 0xff)
                    .append('.')
                    .append(i & 0xff)
                    .append(".0/24\n");
        }
        Files.writeString(file, lines);
        String list = "denylist = { filter-file = \"deny.txt\" }";
        AccessRules rules = ReadText.valid(read(list)).server().listen().get(0).access();
        assertEquals(SubnetFile.LIMITS.lines(), rules.denied().size());
        Files.writeString(file, lines.append("\n#\n"));
        assertEquals(refused("has more than 100000 lines"), ReadText.problems(read(list)));
        Files.writeString(file, " ".repeat(SubnetFile.LIMITS.bytes() + 1));
        assertEquals(refused("is larger than 2097152 bytes"), ReadText.problems(read(list)));
        Files.delete(file);
        assertEquals(refused("cannot be read: there is no such file"), ReadText.problems(read(list)));
    }

    @Test
    void anEmptyNameIsNoFile() throws IOException {
        assertEquals(
                List.of("foliot.toml:6:1: filter is missing in allowlist, denylist"),
                ReadText.problems(read("allowlist = { filter-file = \"\" }")));
    }

    /** Where the list is named: in such a file there is no place to show. */
    private List<String> refused(String message) {
        return List.of("foliot.toml:6:14: filter-file: " + directory.resolve("deny.txt") + ": " + message);
    }

    private ConfigurationReader.Result read(String list) throws IOException {
        Path main = directory.resolve("foliot.toml");
        Files.writeString(
                main, "[[source]]\nmode = \"server\"\naddress = \"192.0.2.9\"\n[[server]]\nlisten = \"::1\"\n" + list);
        return ConfigurationReader.read(main);
    }

    private static Subnet subnet(String address, int length) throws IOException {
        return Subnet.of(InetAddress.getByName(address), length);
    }
}
