package dev.foliot.keyexchange;

import static dev.foliot.keyexchange.TestExchanges.NO_LIMITS;
import static dev.foliot.keyexchange.TestExchanges.SERVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.keyexchange.tls.TlsLibrary;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that offer what the server must not take. */
class ForeignClientsTest {
    @TempDir
    Path directory;

    private static final class Offer extends DefaultTlsClient {
        private final ProtocolVersion version;
        private final String protocol;

        Offer(ProtocolVersion version, String protocol) {
            super(new BcTlsCrypto(new SecureRandom()));
            this.version = version;
            this.protocol = protocol;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return version.only();
        }

        @Override
        protected Vector<ProtocolName> getProtocolNames() {
            return protocol == null ? null : new Vector<>(List.of(ProtocolName.asUtf8Encoding(protocol)));
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new ServerOnlyTlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {}
            };
        }
    }

    /** @return the alert, or -1 when the handshake succeeds */
    private static int offer(KeyExchangeServer server, ProtocolVersion version, String protocol) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.addresses().get(0));
            TlsClientProtocol tls = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
            tls.connect(new Offer(version, protocol));
            return -1;
        } catch (TlsFatalAlertReceived e) {
            return e.getAlertDescription();
        }
    }

    @Test
    void nothingButTls13ForNtsIsTaken() throws Exception {
        for (TlsLibrary library : TlsLibrary.values()) {
            if (!library.isUsable()) {
                continue;
            }
            try (KeyExchangeServer server =
                    TestExchanges.server(library, directory, SERVER, NO_LIMITS, TestExchanges.loopback("127.0.0.1"))) {
                assertEquals(AlertDescription.protocol_version, offer(server, ProtocolVersion.TLSv12, "ntske/1"));
                assertEquals(AlertDescription.no_application_protocol, offer(server, ProtocolVersion.TLSv13, "h2"));
                TestExchanges.await(() -> server.counters().of(ExchangeOutcome.TLS_FAILED) == 2);
                assertEquals(-1, offer(server, ProtocolVersion.TLSv13, "ntske/1"));
            }
        }
    }

    @Test
    void whoSaysNoProtocolIsRefusedToo() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            assertEquals(AlertDescription.no_application_protocol, offer(server, ProtocolVersion.TLSv13, null));
        }
    }

    private String openssl(KeyExchangeServer server, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + server.addresses().get(0).getPort()));
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return output;
    }

    @Test
    void opensslSeesTheSame() throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> new File(path, "openssl").canExecute());
        assumeTrue(installed, "there is no openssl");
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            String old = openssl(server, "-tls1_2", "-alpn", "ntske/1");
            assertTrue(old.contains("alert protocol version"), old);
            String web = openssl(server, "-alpn", "http/1.1");
            assertTrue(web.contains("alert no application protocol"), web);
            for (String group : List.of("X25519", "P-256", "P-384:P-256")) {
                String nts = openssl(server, "-alpn", "ntske/1", "-groups", group);
                assertTrue(nts.contains("ALPN protocol: ntske/1"), nts);
                assertTrue(nts.contains("New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256"), nts);
                assertFalse(nts.contains("New Session Ticket arrived"), nts);
            }
        }
    }
}
