package dev.foliot.scenario;

import dev.foliot.simulation.ServerProfile;
import dev.foliot.time.PollExponent;
import java.util.List;
import java.util.Optional;

/**
 * A simulated world, and what is looked at in it. Node n is 192.168.123.n: first the servers, then the client.
 *
 * @param id its short name
 * @param title what it is, in words
 * @param servers at least one
 * @param durationS how long it lasts, in seconds of true time
 * @param settleS from when on the errors count
 * @param thresholdS below which error the clock counts as right
 * @param holdS for how long the error has to stay below the threshold
 * @param windows stretches of time that are looked at by themselves
 */
public record Scenario(
        String id,
        String title,
        List<Server> servers,
        Client client,
        int durationS,
        int settleS,
        double thresholdS,
        int holdS,
        List<Window> windows) {
    public Scenario {
        servers = List.copyOf(servers);
        windows = List.copyOf(windows);
    }

    /** The same, and the client is told that of the paths to the servers of which it is told nothing otherwise. */
    public Scenario withMaximumAsymmetry(double part) {
        List<Server> told = servers.stream()
                .map(server -> server.maximumAsymmetry() < 1 ? server : server.withMaximumAsymmetry(part))
                .toList();
        return new Scenario(id, title, told, client, durationS, settleS, thresholdS, holdS, windows);
    }

    /**
     * A server and the paths to it and from it.
     *
     * @param offsetS by how much its clock is ahead at first
     * @param frequency its clock's relative frequency error, drawn each second
     * @param jump what its clock is set forward by, drawn each second
     * @param up the delay of a packet from the client, in seconds; none at all when not positive
     * @param down the delay of a packet to the client
     * @param profile what it says of itself
     * @param maximumAsymmetry by which part of the round trip the two paths differ at most, as the client is told
     */
    public record Server(
            double offsetS,
            Expression frequency,
            Optional<Expression> jump,
            Expression up,
            Expression down,
            ServerProfile profile,
            double maximumAsymmetry) {
        /** What chronyd says of itself as a server in clknetsim, where it finds a precision of 120 ns. */
        public static final ServerProfile USUAL_PROFILE = ServerProfile.good().withPrecision(-23);

        private Server withMaximumAsymmetry(double part) {
            return new Server(offsetS, frequency, jump, up, down, profile, part);
        }
    }

    /**
     * The clock that is disciplined, and how.
     *
     * @param offsetS by how much it is ahead at first
     * @param frequency its oscillator's relative frequency error, drawn each second
     * @param jump what somebody else sets it forward by, drawn each second
     * @param suspend when the machine is suspended; empty: never
     * @param minPoll the shortest poll interval
     * @param maxPoll the longest
     * @param iburst whether it begins with a burst of requests
     * @param step when it may be stepped; empty: never
     * @param quantumNs the step in which it is read
     * @param system whose kernel it is
     */
    public record Client(
            double offsetS,
            Expression frequency,
            Optional<Expression> jump,
            Optional<Suspend> suspend,
            PollExponent minPoll,
            PollExponent maxPoll,
            boolean iburst,
            Optional<StepRule> step,
            long quantumNs,
            KernelKind system) {}

    /**
     * When the machine is suspended.
     *
     * @param durationS for how many seconds from now on, drawn each second; not at all when not positive
     * @param errorS by how much the time of day is ahead when it wakes, in seconds, drawn each time
     */
    public record Suspend(Expression durationS, Expression errorS) {}

    /**
     * When the clock may be stepped.
     *
     * @param thresholdS beyond which offset
     * @param limit in how many of the first updates
     */
    public record StepRule(double thresholdS, int limit) {}

    /** Whose kernel keeps the client's clock. */
    public enum KernelKind {
        LINUX,
        FREEBSD,
        MACOS
    }

    /**
     * Figures of their own for {@code fromS <= t < toS}, and how long after it the clock is right again.
     *
     * @param name as it stands in the names of the figures
     */
    public record Window(String name, int fromS, int toS) {}
}
