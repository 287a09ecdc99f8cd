package dev.foliot.daemon;

import dev.foliot.discipline.Discipline;
import dev.foliot.selection.ClockEstimate;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.time.ClockReading;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.ReferenceId;
import dev.foliot.wire.ServerMark;
import java.util.Optional;

/** What a server may say of the disciplined clock. */
final class ServedState {
    /** 127.127.1.1: the address by which ntpd names its own clock as a source, and other programs since. */
    private static final int LOCAL_CLOCK = 0x7f7f0101;

    private static final int LOCAL_PRIMARY = ReferenceId.ofAscii("LOCL").value();

    private final ClockDriver clock;
    private final Synchroniser synchroniser;
    private final int localStratum;
    private final int precision;
    private final ServerMark mark;

    /**
     * @param localStratum what to claim while the clock is not synchronised; 16: nothing
     * @param mark by which we know our own replies
     */
    ServedState(ClockDriver clock, Synchroniser synchroniser, int localStratum, ServerMark mark) {
        this.clock = clock;
        this.synchroniser = synchroniser;
        this.localStratum = localStratum;
        this.mark = mark;
        this.precision = Precision.log2S(clock.capabilities().readingQuantumNs());
    }

    ServerState at(ClockReading now) {
        Discipline discipline = synchroniser.discipline();
        Optional<ClockEstimate> estimate = synchroniser.latest().filter(e -> discipline.synchronised());
        if (estimate.isPresent() && estimate.get().stratum() + 1 < ServerParameters.UNSYNCHRONISED_STRATUM) {
            return synchronised(estimate.get(), discipline, now);
        }
        return localStratum < ServerParameters.UNSYNCHRONISED_STRATUM
                ? local(now)
                : ServerState.unsynchronised(precision, now.monotonicNs());
    }

    /**
     * Clients bound the error by half the root delay and the root dispersion together (RFC 5905, section 11.2.3): the
     * dispersion is what makes this sum the bound of this clock. Where the bound is smaller, since the ways are declared
     * to be alike, clients are told of the whole round trip all the same: they have not declared it.
     */
    static double rootDispersionS(ClockEstimate estimate, double boundS) {
        return Math.max(0, boundS - estimate.rootDelayS() / 2);
    }

    private ServerState synchronised(ClockEstimate estimate, Discipline discipline, ClockReading now) {
        double boundS = discipline.bound().atS(now.monotonicNs());
        long updatedNs = now.utcNs() - (now.monotonicNs() - discipline.lastUpdateNs());
        return new ServerState(
                discipline.servedLeap(now.utcNs()),
                estimate.stratum() + 1,
                precision,
                NtpShort.fromSecondsUp(estimate.rootDelayS()),
                rootDispersionS(estimate, boundS),
                discipline.bound().growth(now.monotonicNs()).ratio(),
                now.monotonicNs(),
                estimate.referenceId(),
                mark.on(NtpTimestamp.fromUnixNs(updatedNs)),
                clock.jumps());
    }

    private ServerState local(ClockReading now) {
        return new ServerState(
                LeapIndicator.NONE,
                localStratum,
                precision,
                0,
                0,
                0,
                now.monotonicNs(),
                localStratum == 1 ? LOCAL_PRIMARY : LOCAL_CLOCK,
                mark.on(NtpTimestamp.fromUnixNs(now.utcNs())),
                clock.jumps());
    }
}
