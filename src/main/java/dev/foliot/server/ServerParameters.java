package dev.foliot.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a server does, as configured.
 *
 * @param listen where it listens, each address once; empty: there is no server
 * @param rateLimit how often it answers
 * @param clients how many addresses are remembered, for the rate limit and the statistics: 64 bytes each or a little
 *     more; rounded up to a power of two
 * @param interleaved for how many clients it is remembered when their latest reply left (RFC 9769): 32 bytes each;
 *     rounded up to a power of two
 * @param localStratum what stratum it claims when it is not synchronised, 1 to 15; 16: it does not claim to know the
 *     time then
 * @param threads how many threads serve, each with sockets of its own; 0: as many as the machine has processors
 */
public record ServerParameters(
        List<ListenParameters> listen,
        RateLimit rateLimit,
        int clients,
        int interleaved,
        int localStratum,
        int threads) {
    /** What a table holds at most: that of the clients takes 72 MiB then, more than the JVM has as it is installed. */
    public static final int LARGEST_TABLE = 1 << 20;

    public static final int MOST_THREADS = 256;

    /** The stratum of who does not know the time; packets have 0 for it (RFC 5905, figure 11). */
    public static final int UNSYNCHRONISED_STRATUM = 16;

    /** There is no server. */
    public static final ServerParameters NONE =
            new ServerParameters(List.of(), RateLimit.DEFAULT, 1 << 15, 1 << 13, UNSYNCHRONISED_STRATUM, 0);

    public ServerParameters {
        listen = List.copyOf(listen);
        Set<String> places = new HashSet<>();
        for (ListenParameters each : listen) {
            if (!places.add(ListenParameters.place(each.address()))) {
                throw new IllegalArgumentException("two servers listen at " + each.address());
            }
        }
        within("clients", clients, 1, LARGEST_TABLE);
        within("interleaved", interleaved, 1, LARGEST_TABLE);
        within("local-stratum", localStratum, 1, UNSYNCHRONISED_STRATUM);
        within("threads", threads, 0, MOST_THREADS);
    }

    /** What each of several threads has: its part of the tables. */
    public ServerParameters shared(int count) {
        return new ServerParameters(
                listen,
                rateLimit,
                (clients + count - 1) / count,
                (interleaved + count - 1) / count,
                localStratum,
                threads);
    }

    /** The same with another stratum to claim. */
    public ServerParameters withLocalStratum(int stratum) {
        return new ServerParameters(listen, rateLimit, clients, interleaved, stratum, threads);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + least + " to " + most);
        }
    }
}
