package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.PeerName;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;

/** BouncyCastle's protocol, in its way without blocking. */
final class BcEngine implements TlsEngine {
    private final TlsProtocol protocol;
    private final BcSecrets secrets;
    private String failure = "";

    private BcEngine(TlsProtocol protocol, BcSecrets secrets) {
        this.protocol = protocol;
        this.secrets = secrets;
    }

    static BcEngine client(PeerName server, ChainCheck check) {
        TlsClientProtocol protocol = new TlsClientProtocol();
        BcSecrets secrets = new BcSecrets();
        BcEngine engine = new BcEngine(protocol, secrets);
        engine.attempt(() -> protocol.connect(new BcClient(server, check, secrets)));
        return engine;
    }

    static BcEngine server(BcAcceptor acceptor) {
        TlsServerProtocol protocol = new TlsServerProtocol();
        BcSecrets secrets = new BcSecrets();
        BcEngine engine = new BcEngine(protocol, secrets);
        engine.attempt(() -> protocol.accept(new BcServer(acceptor, secrets)));
        return engine;
    }

    @Override
    public State state() {
        if (!failure.isEmpty()) {
            return State.FAILED;
        }
        if (protocol.isClosed()) {
            return State.CLOSED;
        }
        return protocol.isConnected() ? State.OPEN : State.HANDSHAKING;
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public void receive(byte[] bytes, int offset, int length) {
        if (!protocol.isClosed()) {
            attempt(() -> protocol.offerInput(bytes, offset, length));
        }
    }

    @Override
    public void receiveEnd() {
        if (!protocol.isClosed()) {
            fail("the other side broke the connection off");
        }
    }

    @Override
    public boolean hasOutput() {
        return protocol.getAvailableOutputBytes() > 0;
    }

    @Override
    public void send(ByteBuffer into) {
        protocol.readOutput(into, Math.min(into.remaining(), protocol.getAvailableOutputBytes()));
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int available = Math.min(length, protocol.getAvailableInputBytes());
        return available == 0 ? 0 : protocol.readInput(into, offset, available);
    }

    @Override
    public void write(byte[] data) {
        attempt(() -> protocol.writeApplicationData(data, 0, data.length));
    }

    @Override
    public byte[] exportKeys(String label, byte[] context, int length) {
        return secrets.export(label, context, length);
    }

    @Override
    public void close() {
        attempt(protocol::close);
        secrets.destroy();
    }

    /** What the library is asked to do. */
    private interface Step {
        void take() throws IOException;
    }

    private void attempt(Step step) {
        try {
            step.take();
        } catch (TlsFatalAlertReceived e) {
            fail("the other side refused: " + alert(e.getAlertDescription()));
        } catch (TlsFatalAlert e) {
            fail(e.getCause() instanceof BcClient.Refusal refusal ? refusal.getMessage() : refused(e));
        } catch (IOException | RuntimeException e) {
            // Its parsers throw the latter for some of what a peer may send.
            fail("what the other side sent is not TLS: " + e);
        }
    }

    private static String refused(TlsFatalAlert e) {
        return switch (e.getAlertDescription()) {
            case AlertDescription.protocol_version -> "the other side does not speak TLS 1.3";
            case AlertDescription.no_application_protocol -> "the other side does not speak " + PROTOCOL;
            default -> "what the other side sent was refused: " + e.getMessage();
        };
    }

    private static String alert(short description) {
        return switch (description) {
            case AlertDescription.protocol_version -> "it does not speak TLS 1.3";
            case AlertDescription.no_application_protocol -> "it does not speak " + PROTOCOL;
            default -> AlertDescription.getName(description);
        };
    }

    private void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
        secrets.destroy();
    }
}
