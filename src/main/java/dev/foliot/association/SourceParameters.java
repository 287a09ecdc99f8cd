package dev.foliot.association;

import dev.foliot.selection.SelectionOptions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code [[source]]} of the configuration.
 *
 * @param mode one server, or several found under one name
 * @param host name or IP address
 * @param port 1 to 65535: of UDP where the time is asked for, or of TCP where keys are agreed on first
 * @param count how many servers to use at the same time; 1 unless it is a pool
 * @param ignore addresses never to use
 * @param poll between which intervals it is polled
 * @param iburst whether it starts with a burst of requests {@code Association.BURST_INTERVAL_NS} apart, so that the
 *     clock is set within seconds
 * @param interleaved whether it is asked to tell in each reply when the one before truly left (RFC 9769), which then is
 *     what is measured
 * @param options what a person says of it
 * @param nts whom to take for the server, where keys are agreed on; empty in the other modes
 */
public record SourceParameters(
        Mode mode,
        String host,
        int port,
        int count,
        Set<InetAddress> ignore,
        PollLimits poll,
        boolean iburst,
        boolean interleaved,
        SelectionOptions options,
        Optional<NtsParameters> nts) {
    public static final int DEFAULT_PORT = 123;
    public static final int DEFAULT_POOL_COUNT = 4;
    /** More servers than that make the time no better, and burden those who run them. */
    public static final int MAX_POOL_COUNT = 64;

    public static final boolean DEFAULT_IBURST = true;

    /** A measurement that comes a poll later is worse, unless what the server's sending adds is much of its error. */
    public static final boolean DEFAULT_INTERLEAVED = false;

    /** What a name stands for. */
    public enum Mode {
        /** One server. */
        SERVER,
        /** As many servers as {@code count}, found under one name and replaced when they fail. */
        POOL,
        /** One server, whose replies prove that they are its own (RFC 8915). */
        NTS,
        /** As many of those as {@code count}. */
        NTS_POOL;

        public boolean pool() {
            return this == POOL || this == NTS_POOL;
        }

        public boolean nts() {
            return this == NTS || this == NTS_POOL;
        }
    }

    /** A source whose replies are not authenticated. */
    public SourceParameters(
            Mode mode,
            String host,
            int port,
            int count,
            Set<InetAddress> ignore,
            PollLimits poll,
            boolean iburst,
            SelectionOptions options) {
        this(mode, host, port, count, ignore, poll, iburst, DEFAULT_INTERLEAVED, options, Optional.empty());
    }

    /** A source that is like any other to a person. */
    public SourceParameters(
            Mode mode, String host, int port, int count, Set<InetAddress> ignore, PollLimits poll, boolean iburst) {
        this(mode, host, port, count, ignore, poll, iburst, SelectionOptions.NONE);
    }

    public SourceParameters {
        if (host.isBlank()) {
            throw new IllegalArgumentException("address is empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is outside 1..65535");
        }
        if (count < 1 || count > MAX_POOL_COUNT) {
            throw new IllegalArgumentException("count " + count + " is outside 1.." + MAX_POOL_COUNT);
        }
        if (!mode.pool() && count != 1) {
            throw new IllegalArgumentException("count " + count + " does not fit mode " + mode);
        }
        if (mode.nts() != nts.isPresent()) {
            throw new IllegalArgumentException("mode " + mode + (nts.isPresent() ? " has no keys" : " has keys"));
        }
        ignore = Set.copyOf(ignore);
    }

    /** A single server whose replies are authenticated, with everything else by default. */
    public static SourceParameters nts(String host, int port) {
        return new SourceParameters(
                Mode.NTS,
                host,
                port,
                1,
                Set.of(),
                PollLimits.DEFAULT,
                DEFAULT_IBURST,
                DEFAULT_INTERLEAVED,
                SelectionOptions.NONE,
                Optional.of(NtsParameters.DEFAULT));
    }

    /** The same, with other addresses never to use. */
    public SourceParameters ignoring(Set<InetAddress> others) {
        return new SourceParameters(mode, host, port, count, others, poll, iburst, interleaved, options, nts);
    }

    /** A single server with everything else by default. */
    public static SourceParameters server(String host, int port) {
        return new SourceParameters(Mode.SERVER, host, port, 1, Set.of(), PollLimits.DEFAULT, DEFAULT_IBURST);
    }
}
