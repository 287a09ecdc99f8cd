package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.PeerName;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

/** Java's own engine, with the buffers that it wants. */
final class JsseEngine implements TlsEngine {
    private final SSLEngine engine;

    /** Received and not yet understood; said by the peer and not yet read; to be sent. All are always ready to be drained. */
    private final Backlog received = new Backlog();

    private final Backlog said = new Backlog();
    private final Backlog output = new Backlog();

    private SSLSession session;
    private String failure = "";

    JsseEngine(SSLEngine engine) {
        this.engine = engine;
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(
                new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"});
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        engine.setSSLParameters(parameters);
        try {
            engine.beginHandshake();
        } catch (SSLException e) {
            throw new IllegalStateException(e); // nobody has said anything yet
        }
        advance();
    }

    static JsseEngine client(PeerName server, ChainCheck check) {
        SSLEngine engine;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new JsseTrust(check)}, null);
            engine = context.createSSLEngine();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has TLS
        }
        engine.setUseClientMode(true);
        if (!server.isAddress()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(server.toString())));
            engine.setSSLParameters(parameters);
        }
        return new JsseEngine(engine);
    }

    @Override
    public State state() {
        if (!failure.isEmpty()) {
            return State.FAILED;
        }
        if (engine.isInboundDone() || engine.isOutboundDone()) {
            return State.CLOSED;
        }
        return session == null ? State.HANDSHAKING : State.OPEN;
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public void receive(byte[] bytes, int offset, int length) {
        received.add(bytes, offset, length);
        advance();
    }

    @Override
    public void receiveEnd() {
        if (!engine.isInboundDone()) {
            fail("the other side broke the connection off");
        }
    }

    @Override
    public boolean hasOutput() {
        return output.size() > 0;
    }

    @Override
    public void send(ByteBuffer into) {
        output.drain(into);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        ByteBuffer target = ByteBuffer.wrap(into, offset, length);
        said.drain(target);
        return target.position() - offset;
    }

    @Override
    public void write(byte[] data) {
        try {
            ByteBuffer source = ByteBuffer.wrap(data);
            while (source.hasRemaining() && !engine.isOutboundDone()) {
                wrap(source);
            }
        } catch (SSLException e) {
            fail(e);
        }
    }

    @Override
    public byte[] exportKeys(String label, byte[] context, int length) {
        if (session == null) {
            throw new IllegalStateException("the connection is not open");
        }
        return JsseExporter.export(session, label, context, length);
    }

    @Override
    public void close() {
        engine.closeOutbound();
        advance();
        session = null;
    }

    /** Lets the engine do all that it can do with what is there. */
    private void advance() {
        try {
            while (step()) {}
        } catch (SSLException | RuntimeException e) {
            // The latter is for some of what a peer may send, as in SNI.
            fail(e);
            flushAlert();
        }
    }

    /** One step. @return whether there may be another */
    private boolean step() throws SSLException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                engine.getDelegatedTask().run();
                yield true;
            }
            case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
            default -> unwrap();
        };
    }

    private boolean wrap(ByteBuffer source) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(source, record);
        output.add(record.array(), 0, record.position());
        notice(result);
        return result.getStatus() == SSLEngineResult.Status.OK;
    }

    private boolean unwrap() throws SSLException {
        if (received.size() == 0 || engine.isInboundDone()) {
            return false;
        }
        ByteBuffer source = received.view();
        ByteBuffer target = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(source, target);
        received.consumed(result.bytesConsumed());
        said.add(target.array(), 0, target.position());
        notice(result);
        return result.getStatus() == SSLEngineResult.Status.OK;
    }

    private void notice(SSLEngineResult result) {
        if (result.getHandshakeStatus() != HandshakeStatus.FINISHED) {
            return;
        }
        if (PROTOCOL.equals(engine.getApplicationProtocol())) {
            session = engine.getSession();
        } else {
            fail("the other side does not speak " + PROTOCOL);
            engine.closeOutbound();
        }
    }

    private void fail(Exception e) {
        String message = e.getMessage();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            message = cause instanceof CertificateException ? cause.getMessage() : message;
        }
        fail(message);
    }

    private void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
        session = null;
    }

    /** After a failure the engine has an alert for the peer. */
    private void flushAlert() {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                if (!wrap(ByteBuffer.allocate(0))) {
                    return;
                }
            }
        } catch (SSLException e) {
            // It failed before, for a reason that is known.
        }
    }
}
