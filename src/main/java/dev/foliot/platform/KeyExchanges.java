package dev.foliot.platform;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Agrees on keys with NTS servers (NTS-KE: RFC 8915, section 4), without blocking the loop. One thread uses it.
 *
 * <p>Keys and cookies stay behind this port, so that a recording of what passes through it can be shown.
 */
public interface KeyExchanges extends AutoCloseable {
    /**
     * Whom to agree with, and whom to take for it.
     *
     * @param host the name or address that its certificate must be for
     * @param address where it listens (TCP)
     * @param certificateAuthority a file of certificates (PEM) that are believed besides the system's
     * @param pinnedKey the one key that its certificate may be for, as {@code sha256//} and Base64
     */
    record Server(
            String host,
            InetSocketAddress address,
            Optional<String> certificateAuthority,
            Optional<String> pinnedKey) {}

    /**
     * An exchange that is wanted.
     *
     * @param number by which its outcome is known again
     * @param certificatesAtUtcNs when the certificates must be valid; empty while nobody knows what time it is: then they
     *     may be of any time
     */
    record Request(int number, Server server, OptionalLong certificatesAtUtcNs) {}

    /** What came of an exchange. */
    sealed interface Outcome {
        int number();

        /** Keys were agreed on. Whoever takes the session closes it. */
        record Agreed(int number, NtsSession session) implements Outcome {}

        /**
         * Nothing came of it.
         *
         * @param reason for a person, in lower case, without a full stop
         * @param reached whether there was somebody to talk to
         */
        record Failed(int number, String reason, boolean reached) implements Outcome {}
    }

    /** Starts an exchange; what the run before has left of one with that server will do, once. */
    void begin(Request request);

    /**
     * The outcomes that have come in since the last call. When one comes, the poller that this was made with wakes up.
     */
    List<Outcome> outcomes();

    @Override
    void close();

    /** Where no keys can be agreed on: each exchange fails at once. */
    static KeyExchanges none() {
        return new KeyExchanges() {
            private final List<Outcome> outcomes = new ArrayList<>();

            @Override
            public void begin(Request request) {
                outcomes.add(new Outcome.Failed(request.number(), "there is no key exchange here", false));
            }

            @Override
            public List<Outcome> outcomes() {
                List<Outcome> taken = List.copyOf(outcomes);
                outcomes.clear();
                return taken;
            }

            @Override
            public void close() {}
        };
    }
}
