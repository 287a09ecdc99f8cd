package dev.foliot.keyexchange;

import static dev.foliot.keyexchange.TestExchanges.SERVER;
import static dev.foliot.keyexchange.TestExchanges.check;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.KeyExchangeException.Kind;
import dev.foliot.keyexchange.tls.TlsEngine;
import dev.foliot.nts.ke.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hostile and broken servers do to a client: it says what is wrong, soon. */
class KeyExchangeClientTest {
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket();
        listener.bind(TestExchanges.loopback("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private interface Conduct {
        void of(Socket client) throws IOException, GeneralSecurityException, InterruptedException;
    }

    /** What a client with little patience makes of a server that acts so. */
    private KeyExchangeException failure(Conduct conduct) {
        return failure(listener, conduct);
    }

    private static KeyExchangeException failure(ServerSocket listener, Conduct conduct) {
        Thread server = new Thread(() -> {
            try (Socket client = listener.accept()) {
                conduct.of(client);
            } catch (IOException | GeneralSecurityException | InterruptedException e) {
                // The client has seen enough.
            }
        });
        server.setDaemon(true);
        server.start();
        InetSocketAddress at = (InetSocketAddress) listener.getLocalSocketAddress();
        KeyExchangeClient client = new KeyExchangeClient(TestExchanges.LIBRARY, 2000, 700);
        return assertThrows(
                KeyExchangeException.class, () -> client.exchange(TestExchanges.order(at, check("localhost"))));
    }

    /** Completes the handshake, reads the request, and says this. */
    private static Conduct saying(byte[] response, boolean farewell) {
        return socket -> {
            TlsEngine engine = TestExchanges.LIBRARY.acceptor(SERVER.identity()).accept();
            byte[] buffer = new byte[8192];
            while (engine.read(buffer, 0, buffer.length) == 0) {
                engine.receive(buffer, 0, Math.max(0, socket.getInputStream().read(buffer)));
                send(engine, socket.getOutputStream());
            }
            engine.write(response);
            if (farewell) {
                engine.close();
            }
            send(engine, socket.getOutputStream());
            if (!farewell) {
                socket.shutdownOutput();
            }
            Thread.sleep(3000);
        };
    }

    private static void send(TlsEngine engine, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (engine.hasOutput()) {
            engine.send(buffer);
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }

    @Test
    void aSilentServerCostsAStep() {
        KeyExchangeException e = failure(client -> Thread.sleep(3000));
        assertEquals(Kind.TIMEOUT, e.kind(), e.getMessage());
    }

    @Test
    void aServerThatDripsCostsWhatAnExchangeMayCost() {
        KeyExchangeException e = failure(client -> {
            byte[] start = {22, 3, 3, 64, 0};
            client.getOutputStream().write(start);
            while (true) {
                client.getOutputStream().write(0);
                Thread.sleep(100);
            }
        });
        assertEquals(Kind.TIMEOUT, e.kind(), e.getMessage());
    }

    @Test
    void aServerThatSendsWithoutEndIsLeft() {
        KeyExchangeException e = failure(client -> {
            byte[] changeCipherSpec = {20, 3, 3, 0, 1, 1};
            while (true) {
                client.getOutputStream().write(changeCipherSpec);
            }
        });
        assertTrue(e.kind() == Kind.RESPONSE || e.kind() == Kind.TLS, e.getMessage());
    }

    @Test
    void whatIsNoTlsIsCalledSo() {
        KeyExchangeException e = failure(client -> client.getOutputStream().write("220 smtp\r\n".getBytes(US_ASCII)));
        assertEquals(Kind.TLS, e.kind(), e.getMessage());
    }

    @Test
    void aServerThatHangsUpIsSaidToHave() {
        KeyExchangeException e = failure(client -> client.shutdownOutput());
        assertEquals(Kind.TLS, e.kind(), e.getMessage());
        assertTrue(e.getMessage().endsWith("the other side broke the connection off"), e.getMessage());
    }

    @Test
    void anErrorInTheResponseIsPutIntoWords() {
        KeyExchangeException e = failure(saying(ErrorCode.BAD_REQUEST.message(), true));
        assertEquals(Kind.RESPONSE, e.kind(), e.getMessage());
        assertTrue(e.getMessage().startsWith("the key exchange server calls the request malformed"), e.getMessage());
    }

    @Test
    void aResponseThatIsCutShortIsNone() {
        KeyExchangeException politely = failure(saying(new byte[] {(byte) 0x80, 1, 0, 2, 0}, true));
        assertEquals(Kind.RESPONSE, politely.kind(), politely.getMessage());
        KeyExchangeException cutOff = failure(saying(new byte[] {(byte) 0x80, 1, 0, 2, 0}, false));
        assertEquals(Kind.TLS, cutOff.kind(), cutOff.getMessage());
    }

    private static SSLServerSocket javas(String version, String protocol) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry(
                "x", SERVER.keys().getPrivate(), new char[0], SERVER.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        socket.bind(TestExchanges.loopback("127.0.0.1"));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(protocol == null ? new String[0] : new String[] {protocol});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static KeyExchangeException failureWith(SSLServerSocket listener) throws IOException {
        try (listener) {
            return failure(listener, client -> {
                ((SSLSocket) client).startHandshake();
                Thread.sleep(3000);
            });
        }
    }

    @Test
    void aServerOfTls12IsRefused() throws Exception {
        KeyExchangeException e = failureWith(javas("TLSv1.2", "ntske/1"));
        assertEquals(Kind.TLS, e.kind(), e.getMessage());
        assertTrue(e.getMessage().endsWith("the other side refused: it does not speak TLS 1.3"), e.getMessage());
    }

    @Test
    void aServerOfAnotherProtocolOrNoneIsRefused() throws Exception {
        KeyExchangeException other = failureWith(javas("TLSv1.3", "h2"));
        assertEquals(Kind.TLS, other.kind(), other.getMessage());
        assertTrue(other.getMessage().contains("does not speak ntske/1"), other.getMessage());
        KeyExchangeException none = failureWith(javas("TLSv1.3", null));
        assertTrue(none.getMessage().endsWith("the other side does not speak ntske/1"), none.getMessage());
    }
}
