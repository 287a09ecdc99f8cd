package dev.foliot.keyexchange;

import dev.foliot.keyexchange.KeyExchangeException.Kind;
import dev.foliot.keyexchange.certificate.DistrustException;
import dev.foliot.keyexchange.certificate.ValiditySpan;
import dev.foliot.keyexchange.tls.TlsEngine;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.ke.KeResponse;
import dev.foliot.nts.ke.MessageReader;
import dev.foliot.nts.ke.ResponseFault;
import dev.foliot.platform.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;

/** A client's connection to a server: handshake, request, response, keys. */
final class ClientConnection {
    /** A handshake with ten long certificates, the longest response, and what TLS adds. */
    private static final int MAX_RECEIVED = 4 * MessageReader.RESPONSE_LIMIT;

    private static final int BUFFER = 8192;

    private final KeyExchangeOrder order;
    private final InetSocketAddress address;
    private final SocketChannel channel;
    private final Patience patience;
    private final TlsEngine engine;
    private final MessageReader reader = new MessageReader(MessageReader.RESPONSE_LIMIT);
    private final byte[] buffer = new byte[BUFFER];
    private int received;
    private ValiditySpan validity;
    private DistrustException distrust;

    ClientConnection(
            TlsLibrary library,
            KeyExchangeOrder order,
            InetSocketAddress address,
            SocketChannel channel,
            Patience patience) {
        this.order = order;
        this.address = address;
        this.channel = channel;
        this.patience = patience;
        this.engine = library.client(order.check().name(), this::check);
    }

    KeyExchange run() throws KeyExchangeException {
        try {
            send();
            while (engine.state() == TlsEngine.State.HANDSHAKING) {
                receive();
            }
            requireSound();
            engine.write(order.request().message());
            send();
            MessageReader.Progress progress = readResponse();
            while (progress == MessageReader.Progress.UNFINISHED && engine.state() == TlsEngine.State.OPEN) {
                receive();
                requireSound();
                progress = readResponse();
            }
            requireSound();
            return judge(progress);
        } catch (SocketTimeoutException e) {
            throw new KeyExchangeException(
                    Kind.TIMEOUT, "the key exchange server " + Addresses.text(address) + " took too long");
        } catch (IOException e) {
            throw new KeyExchangeException(
                    Kind.CONNECTION,
                    "the connection to the key exchange server " + Addresses.text(address) + " broke: "
                            + e.getMessage());
        } finally {
            farewell();
        }
    }

    private void check(List<X509Certificate> chain) throws DistrustException {
        try {
            validity = order.check().check(chain);
        } catch (DistrustException e) {
            distrust = e;
            throw e;
        }
    }

    private KeyExchange judge(MessageReader.Progress progress) throws KeyExchangeException {
        ResponseFault fault = ResponseFault.of(progress);
        if (fault != null) {
            throw refusal(fault);
        }
        KeResponse.Judgement judgement = KeResponse.judge(reader.records(), order.request());
        if (judgement.fault().isPresent()) {
            throw refusal(judgement.fault().get());
        }
        KeResponse response = judgement.response().orElseThrow();
        return new KeyExchange(
                address, response, response.keys(engine::exportKeys), response.otherKeys(engine::exportKeys), validity);
    }

    private KeyExchangeException refusal(ResponseFault fault) {
        return new KeyExchangeException(Kind.RESPONSE, fault.sentence() + " (" + Addresses.text(address) + ")");
    }

    private MessageReader.Progress readResponse() {
        MessageReader.Progress progress = MessageReader.Progress.UNFINISHED;
        int length = engine.read(buffer, 0, buffer.length);
        while (length > 0) {
            progress = reader.read(buffer, 0, length);
            length = engine.read(buffer, 0, buffer.length);
        }
        return progress;
    }

    /** Waits for the server's next word, and answers in TLS what is to be answered. */
    private void receive() throws IOException, KeyExchangeException {
        Socket socket = channel.socket();
        socket.setSoTimeout(patience.nextMs());
        int length = socket.getInputStream().read(buffer);
        if (length < 0) {
            engine.receiveEnd();
        } else {
            received += length;
            engine.receive(buffer, 0, length);
        }
        if (engine.state() != TlsEngine.State.FAILED) {
            send(); // of a failure the server is told in the end, if it still listens: the reason is what counts
        }
        if (received > MAX_RECEIVED) {
            throw new KeyExchangeException(
                    Kind.RESPONSE, "the key exchange server " + Addresses.text(address) + " sends without an end");
        }
    }

    /** What a client sends is less than what any socket takes at once. */
    private void send() throws IOException {
        ByteBuffer output = ByteBuffer.allocate(BUFFER);
        while (engine.hasOutput()) {
            engine.send(output);
            channel.socket().getOutputStream().write(output.array(), 0, output.position());
            output.clear();
        }
    }

    private void requireSound() throws KeyExchangeException {
        if (distrust != null) {
            throw new KeyExchangeException(
                    Kind.CERTIFICATE,
                    distrust.reason(),
                    "the key exchange server " + Addresses.text(address) + " is not trusted: " + distrust.getMessage());
        }
        if (engine.state() == TlsEngine.State.FAILED) {
            throw new KeyExchangeException(
                    Kind.TLS, "TLS with the key exchange server " + Addresses.text(address) + ": " + engine.failure());
        }
    }

    private void farewell() {
        engine.close();
        try {
            send();
        } catch (IOException e) {
            // Nobody is there to be told.
        }
    }
}
