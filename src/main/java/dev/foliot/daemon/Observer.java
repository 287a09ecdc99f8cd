package dev.foliot.daemon;

import dev.foliot.association.RejectReason;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.discipline.ClockCommand;
import dev.foliot.discipline.Panic;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.filter.WeighedSample;
import dev.foliot.platform.Resolver;
import dev.foliot.selection.ClockEstimate;
import dev.foliot.selection.SourceRole;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Told what the core decides and why, while it does. It changes nothing, and nothing is worked out for one that does not
 * ask: what would cost something comes as a {@link Supplier}, which is to be asked at once or not at all.
 */
public interface Observer {
    /** Nobody. */
    Observer NONE = new Observer() {};

    /**
     * A server in use.
     *
     * @param host as configured
     */
    record Server(String host, InetSocketAddress address) {}

    /**
     * What a source says in a selection, and what came of it.
     *
     * @param offsetS its time minus ours; empty when it says nothing
     * @param distanceS how far from that it leaves true time to be
     */
    record Vote(Server server, SourceRole role, Optional<Double> offsetS, Optional<Double> distanceS) {}

    /**
     * A selection.
     *
     * @param agreeing how many sources agree
     * @param needed how many have to
     * @param estimate what those in use say together; empty when there is no majority
     */
    record Selection(List<Vote> votes, int agreeing, int needed, Optional<ClockEstimate> estimate) {}

    /** Why the clock has jumped without a step of ours. */
    enum Jump {
        /** By a leap second. */
        LEAP,
        /** The machine was suspended, and the system has set the clock when it woke. */
        SUSPENDED,
        /** Somebody else has set it, or the machine was suspended and the system does not tell. */
        FOREIGN
    }

    /** A name was looked up. */
    default void resolved(Resolver.Answer answer) {}

    /**
     * Keys have been agreed on.
     *
     * @param host as configured
     * @param with where it was
     * @param server the NTP server that they are for
     */
    default void keysAgreed(String host, InetSocketAddress with, InetSocketAddress server) {}

    /** No keys have been agreed on, or none that can be used. */
    default void keysFailed(String host, InetSocketAddress with, String reason) {}

    /** A server has come into use. */
    default void started(Server server) {}

    /** A server is no longer in use. */
    default void stopped(Server server) {}

    /** A request has left. */
    default void requested(Server server) {}

    /** A datagram was not believed. */
    default void rejected(Server server, RejectReason reason) {}

    /** Nothing is waited for any longer. */
    default void unanswered(Server server) {}

    /** A request could not be sent, or nobody listens at the other end. */
    default void failed(Server server, String message) {}

    /** A reply was believed. */
    default void measured(Server server, ReplyOutcome.Measured reply) {}

    /**
     * The samples of a source say this now.
     *
     * @param samples those in use, the oldest first, and what they count
     */
    default void estimated(Server server, SourceEstimate estimate, Supplier<List<WeighedSample>> samples) {}

    /** The sources were held against each other. */
    default void selected(Supplier<Selection> selection) {}

    /**
     * The clock was told something.
     *
     * @param refusal why it did not do it; empty when it did
     */
    default void commanded(ClockCommand command, Optional<String> refusal) {}

    /** A correction was refused because it leads too far: from now on the clock is not steered. */
    default void panicked(Panic panic) {}

    /** A person has accepted a correction that was refused, in seconds. */
    default void accepted(double offsetS) {}

    /** The clock has jumped. */
    default void jumped(Jump jump) {}
}
