package dev.foliot.keyexchange;

import dev.foliot.keyexchange.KeyExchangeException.Kind;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.platform.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

/**
 * Exchanges keys with a server, on the thread that asks. The thread may be interrupted, which ends the exchange.
 *
 * <p>A server costs bounded time, however it dawdles, and bounded memory, however much it sends.
 */
public final class KeyExchangeClient {
    private final TlsLibrary library;
    private final int overallMs;
    private final int stepMs;

    /**
     * @param overallMs how long an exchange may take, with all addresses tried
     * @param stepMs how long may pass until a server's next word, or until it takes the connection
     */
    public KeyExchangeClient(TlsLibrary library, int overallMs, int stepMs) {
        this.library = library;
        this.overallMs = overallMs;
        this.stepMs = stepMs;
    }

    /** Tries the server's addresses in their order until one takes the connection, and exchanges keys with that one. */
    public KeyExchange exchange(KeyExchangeOrder order) throws KeyExchangeException {
        Patience patience = new Patience(overallMs, stepMs);
        StringBuilder attempts = new StringBuilder();
        for (InetSocketAddress address : order.addresses()) {
            try (SocketChannel channel = SocketChannel.open()) {
                // The first time, Java loads most of TLS here: half a second, of the one that some servers give a
                // client.
                ClientConnection session = new ClientConnection(library, order, address, channel, patience);
                // The request follows the handshake's end at once; Nagle's algorithm would have it wait for a delayed
                // ACK.
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket().connect(address, patience.nextMs());
                return session.run();
            } catch (SocketTimeoutException e) {
                attempts.append(Addresses.text(address)).append(": no answer in time; ");
            } catch (ClosedByInterruptException e) {
                throw new KeyExchangeException(Kind.CONNECTION, "the key exchange was given up");
            } catch (IOException e) {
                attempts.append(Addresses.text(address))
                        .append(": ")
                        .append(e.getMessage())
                        .append("; ");
            }
        }
        attempts.setLength(attempts.length() - 2);
        throw new KeyExchangeException(Kind.CONNECTION, "the key exchange server cannot be reached: " + attempts);
    }
}
