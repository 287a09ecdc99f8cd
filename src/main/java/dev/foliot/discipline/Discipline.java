package dev.foliot.discipline;

import dev.foliot.selection.ClockEstimate;
import dev.foliot.time.ClockReading;
import dev.foliot.time.ErrorBound;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.SteeringLedger;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns estimates into commands: the oscillator's frequency is corrected as it is known, and an offset is taken away by
 * running a little faster or slower for a while, or by a step where that is allowed.
 *
 * <p>A slew has an end. {@link #deadlineNs} tells when, and {@link #onDeadline} then takes the clock back to the
 * oscillator's correction. A new estimate replaces a slew that is under way: the {@link SteeringLedger} knows what it
 * has achieved so far.
 */
public final class Discipline {
    private static final long NEVER = Long.MAX_VALUE;
    private static final double NS_PER_S = 1e9;

    /** A slew takes this part of the time between two estimates, within the limits below. */
    private static final double SLEW_SHARE = 0.25;

    private static final double SHORTEST_SLEW_S = 1;
    private static final double LONGEST_SLEW_S = 64;

    /**
     * Once the bound has grown to this, the clock is no longer synchronised (RFC 5905: MAXDISP; Linux does the same).
     */
    private static final double LOST_S = 16;

    private static final ClockCommand UNSYNCHRONISED =
            new ClockCommand.SetStatus(LeapIndicator.UNSYNCHRONISED, LOST_S, LOST_S);

    private final DisciplineParameters parameters;
    private final Frequency clockLimit;
    private Frequency correction;
    private long slewEndNs = NEVER;
    private long lastUpdateNs;
    private long updates;
    private ErrorBound bound = ErrorBound.UNKNOWN;
    private long lostAtNs;
    private boolean synchronised;

    /**
     * @param correction what the oscillator is believed to be corrected by: from the drift file, or what the clock has
     *     now
     * @param clockLimit the largest frequency that the clock can be steered by, correction and slew together
     */
    public Discipline(DisciplineParameters parameters, Frequency correction, Frequency clockLimit) {
        this.parameters = parameters;
        this.clockLimit = clockLimit;
        this.correction = believable(correction);
    }

    /** What is to be done when the daemon starts. */
    public List<ClockCommand> start() {
        return List.of(new ClockCommand.SetFrequency(correction), UNSYNCHRONISED);
    }

    /** What is to be done about a new estimate. */
    public List<ClockCommand> onEstimate(ClockEstimate estimate, ClockReading now, SteeringLedger ledger) {
        List<ClockCommand> commands = new ArrayList<>(3);
        double offsetS = estimate.offsetS(now.monotonicNs(), ledger);
        correction = believable(estimate.frequency());
        long stepNs = mayStep(offsetS) ? Math.round(offsetS * NS_PER_S) : 0;
        double residueS = offsetS - stepNs / NS_PER_S;
        if (stepNs != 0) {
            commands.add(new ClockCommand.Step(stepNs));
        }
        commands.add(new ClockCommand.SetFrequency(slew(residueS, now.monotonicNs())));
        double deniedPpb = Math.abs(estimate.frequency().ppb() - correction.ppb());
        bound = new ErrorBound(
                now.monotonicNs(),
                Math.abs(residueS) + estimate.systematicErrorS(),
                estimate.uncertainty(now.monotonicNs(), ledger),
                new Frequency(deniedPpb),
                parameters.stability());
        double maxErrorS = bound.atS(now.monotonicNs());
        lostAtNs = bound.reachesNs(LOST_S);
        synchronised = maxErrorS < LOST_S;
        LeapIndicator leap = LeapSchedule.armed(estimate.leap(), now.utcNs() + stepNs);
        commands.add(
                synchronised
                        ? new ClockCommand.SetStatus(
                                leap, maxErrorS, estimate.uncertainty().offsetErrorS())
                        : UNSYNCHRONISED);
        lastUpdateNs = now.monotonicNs();
        updates++;
        return commands;
    }

    /** When {@link #onDeadline} wants to be called, on the monotonic scale; {@code Long.MAX_VALUE} when not at all. */
    public long deadlineNs() {
        return Math.min(slewEndNs, synchronised ? lostAtNs : NEVER);
    }

    /** What is to be done because time has passed. */
    public List<ClockCommand> onDeadline(long monotonicNs) {
        List<ClockCommand> commands = new ArrayList<>(2);
        if (monotonicNs >= slewEndNs) {
            slewEndNs = NEVER;
            commands.add(new ClockCommand.SetFrequency(correction));
        }
        if (synchronised && monotonicNs >= lostAtNs) {
            synchronised = false;
            commands.add(UNSYNCHRONISED);
        }
        return commands;
    }

    /** Somebody else has set the clock: what was promised of it no longer holds, and the next estimate may step. */
    public List<ClockCommand> clockSetByOther() {
        bound = ErrorBound.UNKNOWN;
        synchronised = false;
        updates = 0;
        slewEndNs = NEVER;
        return start();
    }

    /**
     * The system has refused the step: that estimate was not applied, and nothing is promised of the clock until the
     * next one is.
     */
    public List<ClockCommand> stepRefused() {
        updates--;
        bound = ErrorBound.UNKNOWN;
        synchronised = false;
        slewEndNs = NEVER;
        return start();
    }

    /** What the oscillator is corrected by, without any slew. */
    public Frequency correction() {
        return correction;
    }

    /** How far the clock can be from true time. */
    public ErrorBound bound() {
        return bound;
    }

    public boolean synchronised() {
        return synchronised;
    }

    /** How many estimates have been applied. */
    public long updates() {
        return updates;
    }

    private boolean mayStep(double offsetS) {
        boolean allowed = parameters.stepLimit() < 0 || updates < parameters.stepLimit();
        return allowed && Math.abs(offsetS) > parameters.stepThresholdS();
    }

    /** The frequency that takes {@code offsetS} away, and sets when that ends. */
    private Frequency slew(double offsetS, long monotonicNs) {
        double sinceS = updates == 0 ? 0 : (monotonicNs - lastUpdateNs) / NS_PER_S;
        double wishedS = Math.max(SHORTEST_SLEW_S, Math.min(LONGEST_SLEW_S, sinceS * SLEW_SHARE));
        double roomPpb = clockLimit.ppb() - Math.signum(offsetS) * correction.ppb();
        double slewPpb = Math.min(parameters.maximumSlew().ppb(), roomPpb);
        double durationS = Math.max(wishedS, Math.abs(offsetS) / slewPpb * NS_PER_S);
        slewEndNs = monotonicNs + (long) (Math.min(durationS, 1e9) * NS_PER_S);
        return new Frequency(correction.ppb() + offsetS / durationS * NS_PER_S);
    }

    private Frequency believable(Frequency wish) {
        return wish.clampedTo(parameters.maximumDrift()).clampedTo(clockLimit);
    }
}
