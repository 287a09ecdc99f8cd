package dev.foliot.keyexchange;

import static dev.foliot.keyexchange.TestExchanges.SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.certificate.ServerIdentity;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFilesTest {
    private static final Signer OTHER = TestCertificates.server(TestExchanges.ROOT, "other.example.net");

    @TempDir
    Path directory;

    private final Logger logger = Logger.getLogger(IdentityFiles.class.getName());
    private final List<String> log = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getLevel().getName());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private IdentityFiles files;

    @BeforeEach
    void write() throws Exception {
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        files = TestExchanges.files(directory, SERVER);
        files.read();
        log.clear();
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }

    private List<ServerIdentity> looks(int count) {
        List<ServerIdentity> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.look().ifPresent(found::add);
        }
        return found;
    }

    @Test
    void filesThatHaveNotChangedAreNotReadAgain() {
        assertEquals(List.of(), looks(5));
        assertEquals(List.of(), log);
    }

    @Test
    void filesThatHaveChangedAreReadOnceTheyHaveSettled() throws Exception {
        TestCertificates.write(directory.resolve("chain.pem"), OTHER.chain());
        assertEquals(List.of(), looks(1), "the key may come now");
        TestCertificates.write(directory.resolve("key.pem"), OTHER.keys().getPrivate());
        assertEquals(List.of(), looks(1));
        assertEquals(List.of(OTHER.identity()), looks(3));
        assertEquals(List.of("INFO"), log);
        assertEquals(OTHER.identity().validity().notAfter(), files.validUntil());
    }

    @Test
    void whatIsBrokenIsReportedOnceAndTakenWhenItIsRepaired() throws Exception {
        Files.writeString(directory.resolve("key.pem"), "nonsense");
        assertEquals(List.of(), looks(6));
        assertEquals(List.of("SEVERE"), log);
        Files.delete(directory.resolve("key.pem"));
        assertEquals(List.of(), looks(6));
        assertEquals(List.of("SEVERE", "SEVERE"), log);
        TestExchanges.files(directory, OTHER);
        assertEquals(List.of(OTHER.identity()), looks(6));
    }

    @Test
    void aKeyThatEverybodyMayReadIsWarnedOf() throws Exception {
        Files.setPosixFilePermissions(directory.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(files.reread().isPresent());
        assertEquals(List.of("WARNING", "INFO"), log);
    }

    @Test
    void aCertificateOutOfItsTimeIsWarnedOfOnce() throws Exception {
        Instant day = Instant.parse("2020-01-01T00:00:00Z");
        Signer old = TestCertificates.Spec.named("old")
                .names("localhost")
                .valid(day, day.plusSeconds(86_400))
                .signedBy(TestExchanges.ROOT);
        TestExchanges.files(directory, old);
        assertEquals(List.of(old.identity()), looks(6));
        assertEquals(List.of("INFO", "WARNING"), log);
    }

    @Test
    void whatIsWrongAtTheBeginningIsThrown() throws Exception {
        TestCertificates.write(directory.resolve("key.pem"), OTHER.keys().getPrivate());
        CertificateFileException e = assertThrows(CertificateFileException.class, () -> files.read());
        assertEquals(
                directory.resolve("key.pem") + ": is not the key of the first certificate in "
                        + directory.resolve("chain.pem") + ", CN=server",
                e.getMessage());
    }
}
