package dev.foliot.keyexchange.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.certificate.TestCertificates.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFilesTest {
    @TempDir
    Path directory;

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("file.pem"), text);
    }

    private String problem(String text) throws IOException {
        Path file = write(text);
        String message = assertThrows(CertificateFileException.class, () -> PrivateKeyReader.read(file))
                .getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        return message.substring(file.toString().length() + 2);
    }

    private static byte[] inner(PrivateKey key) throws IOException {
        return PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "RSA", "Ed25519"})
    void keysInPkcs8AreRead(String kind) throws Exception {
        PrivateKey key = TestCertificates.keys(kind).getPrivate();
        assertEquals(key, PrivateKeyReader.read(write(TestCertificates.pem("PRIVATE KEY", key.getEncoded()))));
    }

    @Test
    @Timeout(60)
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        for (Path special : List.of(fifo, Path.of("/dev/zero"))) {
            assertEquals(
                    special + ": is not a regular file",
                    assertThrows(CertificateFileException.class, () -> Trust.ofFile(special))
                            .getMessage());
            assertThrows(CertificateFileException.class, () -> PrivateKeyReader.read(special));
        }
        assertEquals(
                directory + ": is a directory, not a file",
                assertThrows(CertificateFileException.class, () -> ServerIdentity.read(directory, directory))
                        .getMessage());
    }

    @Test
    void keysInTheOlderFormsAreRead() throws Exception {
        PrivateKey rsa = TestCertificates.keys("RSA").getPrivate();
        assertEquals(rsa, PrivateKeyReader.read(write(TestCertificates.pem("RSA PRIVATE KEY", inner(rsa)))));
        PrivateKey ec = TestCertificates.keys("secp256r1").getPrivate();
        var inner = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(inner(ec));
        var withCurve =
                new org.bouncycastle.asn1.sec.ECPrivateKey(256, inner.getKey(), ECNamedCurveTable.getOID("secp256r1"));
        String parameters = TestCertificates.pem(
                "EC PARAMETERS", ECNamedCurveTable.getOID("secp256r1").getEncoded());
        String key = TestCertificates.pem("EC PRIVATE KEY", withCurve.getEncoded());
        ECPrivateKey read = (ECPrivateKey) PrivateKeyReader.read(write(parameters + key));
        assertEquals(((ECPrivateKey) ec).getS(), read.getS());
    }

    @Test
    void aKeyThatCannotBeUsedIsExplained() throws Exception {
        String block = TestCertificates.pem(
                "PRIVATE KEY", TestCertificates.keys("secp256r1").getPrivate().getEncoded());
        assertEquals("has no private key (-----BEGIN PRIVATE KEY-----) in it", problem(""));
        assertEquals("line 6: there is more than one private key", problem("\n" + block + block));
        assertEquals(
                "line 1: this private key is encrypted, and nobody will be there to give a password;"
                        + " `openssl pkey -in FILE -out FILE` decrypts it",
                problem(TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[9])));
        String legacy = """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: DES-EDE3-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """;
        assertTrue(problem(legacy).startsWith("line 1: this private key is encrypted"));
        assertEquals(
                "line 1: keys may be EC, RSA or Ed25519, and this one is not",
                problem(TestCertificates.pem(
                        "PRIVATE KEY",
                        TestCertificates.keys("X25519").getPrivate().getEncoded())));
        assertTrue(problem(TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2, 3}))
                .startsWith("line 1: this PRIVATE KEY is damaged: "));
        assertTrue(problem(TestCertificates.pem("EC PRIVATE KEY", "nonsense".getBytes(US_ASCII)))
                .startsWith("line 1: this EC PRIVATE KEY is damaged: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN PRIVATE KEY-----;AAAA | line 1: this PRIVATE KEY has no end",
                "-----END PRIVATE KEY----- | line 1: -----END PRIVATE KEY----- is out of place",
                "x;-----BEGIN A-----;-----BEGIN B----- | line 3: -----BEGIN B----- is out of place",
                "-----BEGIN A-----;-----END B----- | line 2: -----END B----- is out of place",
                "-----BEGIN A-----;A?A;-----END A----- | line 1: this block is not base64",
            })
    void aDamagedFileIsExplainedWithTheLine(String text, String expected) throws Exception {
        assertEquals(expected, problem(text.replace(';', '\n')));
    }

    @Test
    void aFileThatIsNotThereOrTooLargeOrADirectoryIsExplained() throws Exception {
        Path missing = directory.resolve("missing.pem");
        assertEquals(
                missing + ": there is no such file",
                assertThrows(CertificateFileException.class, () -> PrivateKeyReader.read(missing))
                        .getMessage());
        assertEquals("is larger than 4 MiB", problem(" ".repeat((4 << 20) + 1)));
        assertThrows(CertificateFileException.class, () -> CertificateReader.read(directory));
    }

    @Test
    void aChainKeepsItsOrderAndWhatStandsBetweenIsSkipped() throws Exception {
        Signer root = TestCertificates.authority("root");
        Signer server = TestCertificates.server(root, "time.example.net");
        Path file = TestCertificates.write(directory.resolve("chain.pem"), server.chain());
        Files.writeString(file, " subject: server\r\n" + Files.readString(file).replace("\n", "\r\n"));
        assertEquals(server.chain(), CertificateReader.read(file));
        assertEquals(
                new Trust.Authorities(((Trust.Authorities) Trust.ofFile(file)).anchors())
                        .anchors()
                        .size(),
                2);
        Path key = TestCertificates.write(
                directory.resolve("key.pem"), server.keys().getPrivate());
        assertEquals(server.identity(), ServerIdentity.read(file, key));
        assertTrue(assertThrows(CertificateFileException.class, () -> CertificateReader.read(key))
                .getMessage()
                .contains("has no certificate"));
        String damaged = TestCertificates.pem("CERTIFICATE", Base64.getDecoder().decode("AAAA"));
        assertTrue(assertThrows(CertificateFileException.class, () -> CertificateReader.read(write(damaged)))
                .getMessage()
                .contains("line 1: this certificate is damaged"));
    }

    @Test
    void everyKindOfKeyIsHeldAgainstItsCertificate() throws Exception {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        for (String kind : List.of("secp256r1", "RSA", "Ed25519")) {
            Signer server =
                    Spec.named("server").keys(TestCertificates.keys(kind)).signedBy(null);
            TestCertificates.write(chain, server.chain());
            TestCertificates.write(key, server.keys().getPrivate());
            assertEquals(server.identity(), ServerIdentity.read(chain, key));
            TestCertificates.write(key, TestCertificates.keys("secp256r1").getPrivate());
            assertThrows(CertificateFileException.class, () -> ServerIdentity.read(chain, key), kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"rw-------, true", "rw-r-----, true", "rw-r--r--, false", "rw-rw----, false", "rw-----w-, false"})
    void aKeyIsForItsOwnerAndGroup(String permissions, boolean fine) throws Exception {
        Path key = write("");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
        Optional<String> problem = ServerIdentity.permissionProblem(key);
        assertEquals(fine, problem.isEmpty());
        problem.ifPresent(text -> assertTrue(text.contains(key.toString()) && text.contains(permissions), text));
    }

    @Test
    void theSystemTrustsSomebody() throws Exception {
        assertTrue(((Trust.Authorities) Trust.ofSystem()).anchors().size() > 10);
    }
}
