package dev.foliot.platform;

import java.net.InetAddress;
import java.util.List;

/** Looks names up without blocking the loop. One thread uses it. */
public interface Resolver extends AutoCloseable {
    /**
     * What a name was found to mean.
     *
     * @param name as it was asked for
     * @param addresses in the order that the system prefers; empty when the name does not resolve now
     */
    record Answer(String name, List<InetAddress> addresses) {
        public Answer {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Starts to look {@code name} up; asking again while that is under way does nothing. An IP address is its own
     * answer.
     */
    void resolve(String name);

    /**
     * The answers that have come in since the last call. When one comes, the poller that the resolver was made with
     * wakes up.
     */
    List<Answer> answers();

    @Override
    void close();
}
