package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    static final String THREE_ERRORS = """
            [[source]]
            mode = "sever"
            address = "192.0.2.1"

            [[source]]
            mode = "server"
            adress = "192.0.2.2"

            [synchronization]
            minimum-agreeing-sources = 0
            """;

    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    @Test
    void aConfigurationWithoutProblemsIsValid() throws IOException {
        Path file = write("[[source]]\nmode = \"server\"\naddress = \"192.0.2.1\"\n");
        assertEquals(
                file + ": valid, 1 source\n",
                shell.run("check", file.toString()).out());
        assertEquals(ExitCode.OK, shell.exitCode());
    }

    @Test
    void everyErrorIsReportedAtOnceWithItsPlace() throws IOException {
        Path file = write(THREE_ERRORS);
        assertEquals(ExitCode.CONFIG, shell.run("check", file.toString()).exitCode());
        for (String place : new String[] {":2:", ":7:1: ", ":10:"}) {
            assertTrue(shell.out().contains(file + place), shell.out());
        }
        assertTrue(shell.out().contains(file + ": not valid ("), shell.out());
        assertEquals("", shell.err());
    }

    @Test
    void certificatesAndKeysAreReadAsADaemonWould() throws Exception {
        Path file = write("""
                [[source]]
                mode = "nts"
                address = "192.0.2.1"
                certificate-authority = "ca.pem"

                [[server]]
                listen = "127.0.0.1"

                [[nts-ke-server]]
                listen = "127.0.0.1"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                """);
        assertEquals(ExitCode.CONFIG, shell.run("check", file.toString()).exitCode());
        assertTrue(
                shell.out().contains(file + ":11:1: " + directory.resolve("chain.pem") + ": there is no such file\n"),
                shell.out());
        assertTrue(shell.out()
                .contains(file + ":4:1: warning: certificate-authority " + directory.resolve("ca.pem") + ": there"));

        Signer authority = TestCertificates.authority("root");
        Signer server = TestCertificates.server(authority, "127.0.0.1");
        TestCertificates.write(directory.resolve("ca.pem"), authority.chain());
        TestCertificates.write(directory.resolve("chain.pem"), server.chain());
        TestCertificates.write(directory.resolve("key.pem"), authority.keys().getPrivate());
        assertEquals(ExitCode.CONFIG, shell.run("check", file.toString()).exitCode());
        assertTrue(
                shell.out()
                        .contains(":12:1: " + directory.resolve("key.pem")
                                + ": is not the key of the first certificate in "),
                shell.out());

        TestCertificates.write(directory.resolve("key.pem"), server.keys().getPrivate());
        assertEquals(
                file + ": valid, 1 source\n",
                shell.run("check", file.toString()).out());

        Signer old = TestCertificates.Spec.named("old")
                .names("127.0.0.1")
                .valid(
                        TestCertificates.NOW.minus(TestCertificates.DAY.multipliedBy(9)),
                        TestCertificates.NOW.minusSeconds(1))
                .keys(server.keys())
                .signedBy(authority);
        TestCertificates.write(directory.resolve("chain.pem"), old.chain());
        assertEquals(ExitCode.OK, shell.run("check", file.toString()).exitCode());
        assertTrue(
                shell.out()
                        .contains(file + ":11:1: warning: " + directory.resolve("chain.pem")
                                + ": by this machine's clock it is not valid, but from "),
                shell.out());
    }

    @Test
    void filesOfAKeySetAreReadAsADaemonWould() throws Exception {
        Path file = write("""
                [[source]]
                mode = "server"
                address = "192.0.2.1"
                [[server]]
                listen = "127.0.0.1"
                [keyset]
                key-storage-path = "keys.json"
                [keyset.etcd]
                endpoints = ["https://192.0.2.9:2379"]
                username = "foliot"
                password-file = "password"
                certificate-authority = "ca.pem"
                """);
        Path password = Files.writeString(directory.resolve("password"), "secret");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        Path keys = Files.createDirectory(directory.resolve("keys.json"));

        shell.run("check", file.toString());

        assertEquals(ExitCode.OK, shell.exitCode(), "a daemon starts without them");
        String warning = ":1: warning: ";
        for (String expected : List.of(
                ":7" + warning + keys + ": it is a directory, not a file\n",
                ":11" + warning + password
                        + ": its permissions are 0644, so it is no secret; 0600 or 0640 it should be\n",
                ":12" + warning + directory.resolve("ca.pem") + ": there is no such file\n")) {
            assertTrue(shell.out().contains(file + expected), shell.out());
        }
        Files.delete(keys);
        Files.delete(password);
        shell.run("check", file.toString());
        assertTrue(shell.out().contains(":11" + warning + password + ": there is no such file\n"), shell.out());
        assertFalse(shell.out().contains(keys.toString()), "it is made at the start");
    }

    @Test
    void aNameThatNoFileCanHaveIsAMistakeInTheCommandLine() {
        assertEquals(ExitCode.USAGE, shell.run("check", "foliot\0.toml").exitCode());
        assertTrue(shell.err().contains("no file can be called \"foliot\0.toml\""), shell.err());
    }

    @Test
    void theSameAsJson() throws IOException {
        Path file = write(THREE_ERRORS);
        JsonObject report =
                Json.parse(shell.run("check", "--json", file.toString()).out()).getAsJsonObject();
        assertEquals(file.toString(), report.get("file").getAsString());
        assertEquals(false, report.get("valid").getAsBoolean());
        JsonObject first = report.getAsJsonArray("problems").get(0).getAsJsonObject();
        assertEquals("error", first.get("severity").getAsString());
        assertEquals(2, first.get("line").getAsInt());
        assertTrue(first.get("column").getAsInt() > 0);
        assertTrue(first.get("message").getAsString().contains("sever"), first.toString());
        assertEquals(ExitCode.CONFIG, shell.exitCode());
    }

    @Test
    void aFileThatIsNotThereIsNoInput() {
        Path file = directory.resolve("absent.toml");
        assertEquals(ExitCode.NO_INPUT, shell.run("check", file.toString()).exitCode());
        assertEquals("foliot check: " + file + ": does not exist\n", shell.err());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("foliot.toml"), text);
    }
}
