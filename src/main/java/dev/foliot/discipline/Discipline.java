package dev.foliot.discipline;

import dev.foliot.selection.ClockEstimate;
import dev.foliot.time.ClockReading;
import dev.foliot.time.ErrorBound;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.SteeringLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
     * How old the published status becomes, in nanoseconds. A kernel adds 500 ppm to the error by itself (ntp_adjtime(2)),
     * far more than the oscillator is off, and takes the clock for unsynchronised at 16 s; what it says is never more
     * than 40 ms above what is known, and a source that is asked every 64 s makes this needless.
     */
    private static final long STATUS_INTERVAL_NS = 80_000_000_000L;

    /** From ten seconds before a leap second until the samples of before it no longer count. */
    private static final long LEAP_PAUSE_NS = 80_000_000_000L;

    /** What a kernel takes for not synchronised as well (RFC 5905: MAXDISP). */
    private static final ClockCommand UNSYNCHRONISED = new ClockCommand.SetStatus(
            LeapIndicator.UNSYNCHRONISED,
            DisciplineParameters.LARGEST_MAXIMUM_ERROR_S,
            DisciplineParameters.LARGEST_MAXIMUM_ERROR_S);

    private final DisciplineParameters parameters;
    private final Frequency clockLimit;
    private final LeapPolicy leaps;
    private final PanicGuard guard;
    private Frequency correction;
    private long slewEndNs = NEVER;
    /** What the slew under way adds to the correction. */
    private Frequency slew = Frequency.ZERO;

    private long slewSinceNs;
    private Optional<Panic> panic = Optional.empty();
    private OptionalDouble accepted = OptionalDouble.empty();
    private LeapIndicator leapBySources = LeapIndicator.NONE;
    private long leapSaidUtcNs;
    private LeapIndicator announcedLeap = LeapIndicator.NONE;
    private Optional<Integer> taiOffsetS = Optional.empty();
    private boolean leapUnderWay;
    private long leapOverNs = Long.MIN_VALUE;
    private long lastUpdateNs;
    private long updates;
    private ErrorBound bound = ErrorBound.UNKNOWN;
    private long lostAtNs;
    private long statusDueNs;
    private boolean synchronised;

    /**
     * @param correction what the oscillator is believed to be corrected by: from the drift file, or what the clock has
     *     now
     * @param clockLimit the largest frequency that the clock can be steered by, correction and slew together
     */
    public Discipline(DisciplineParameters parameters, Frequency correction, Frequency clockLimit) {
        this(parameters, correction, clockLimit, new LeapPolicy());
    }

    /**
     * As the other constructor.
     *
     * @param leaps whom to believe about leap seconds
     */
    public Discipline(DisciplineParameters parameters, Frequency correction, Frequency clockLimit, LeapPolicy leaps) {
        this.parameters = parameters;
        this.clockLimit = clockLimit;
        this.leaps = leaps;
        this.guard = new PanicGuard(parameters.panic());
        this.correction = believable(correction);
    }

    /** What is to be done when the daemon starts. */
    public List<ClockCommand> start() {
        return List.of(new ClockCommand.SetFrequency(correction), UNSYNCHRONISED);
    }

    /** What is to be done about a new estimate: nothing but to stop steering when it leads too far. */
    public List<ClockCommand> onEstimate(ClockEstimate estimate, ClockReading now, SteeringLedger ledger) {
        double offsetS = estimate.offsetS(now.monotonicNs(), ledger);
        if (waitsForLeap(now.monotonicNs())) {
            return List.of();
        }
        endSlew(now.monotonicNs());
        boolean panicking = panic.isPresent();
        panic = guard.judge(offsetS, updates == 0, large(offsetS));
        leapUnderWay &= large(offsetS);
        if (panic.isPresent()) {
            return panicking ? List.of() : promiseNothing();
        }
        return apply(estimate, offsetS, now, ledger);
    }

    /**
     * A source tells the time. Who has not followed the sources before a leap second cannot tell which of them have made it
     * already: when one is near, the clock is not set for the first time until it is over. Only once: a source that always
     * says so must not hold the daemon up for ever.
     */
    public void onSourceTime(LeapIndicator announced, long utcNs, long monotonicNs) {
        if (leapOverNs == Long.MIN_VALUE && LeapSchedule.near(leaps.announced(announced, utcNs, utcNs), utcNs)) {
            leapOverNs = monotonicNs + LEAP_PAUSE_NS;
        }
    }

    /** Whether the clock is not set for the first time because a leap second is being made, or was a moment ago. */
    public boolean waitsForLeap(long monotonicNs) {
        return updates == 0 && monotonicNs < leapOverNs;
    }

    /**
     * As {@link #onEstimate}, however far it leads: a person accepts that. It is as the first after a start, so that it may
     * step.
     */
    public List<ClockCommand> accept(ClockEstimate estimate, ClockReading now, SteeringLedger ledger) {
        double offsetS = estimate.offsetS(now.monotonicNs(), ledger);
        endSlew(now.monotonicNs());
        panic = Optional.empty();
        accepted = OptionalDouble.of(offsetS);
        updates = 0;
        guard.accept(offsetS, large(offsetS));
        return apply(estimate, offsetS, now, ledger);
    }

    private List<ClockCommand> apply(ClockEstimate estimate, double offsetS, ClockReading now, SteeringLedger ledger) {
        List<ClockCommand> commands = new ArrayList<>(3);
        correction = believable(estimate.frequency());
        long stepNs = mayStep(offsetS) ? Math.round(offsetS * NS_PER_S) : 0;
        double residueS = offsetS - stepNs / NS_PER_S;
        if (stepNs != 0) {
            commands.add(new ClockCommand.Step(stepNs));
            guard.stepped(stepNs / NS_PER_S);
        }
        slew = slew(residueS, now.monotonicNs());
        slewSinceNs = now.monotonicNs();
        commands.add(new ClockCommand.SetFrequency(new Frequency(correction.ppb() + slew.ppb())));
        double deniedPpb = Math.abs(estimate.frequency().ppb() - correction.ppb());
        bound = new ErrorBound(
                now.monotonicNs(),
                Math.abs(residueS) + estimate.systematicErrorS(),
                estimate.uncertainty(now.monotonicNs(), ledger),
                new Frequency(deniedPpb),
                parameters.stability());
        lostAtNs = bound.reachesNs(parameters.maximumErrorS());
        synchronised = bound.atS(now.monotonicNs()) < parameters.maximumErrorS();
        leapBySources = estimate.leap();
        leapSaidUtcNs = now.utcNs() + stepNs;
        commands.addAll(
                synchronised
                        ? status(new ClockReading(now.utcNs() + stepNs, now.monotonicNs()))
                        : List.of(UNSYNCHRONISED));
        lastUpdateNs = now.monotonicNs();
        updates++;
        return commands;
    }

    /** What is known of the clock now, whether there is a new estimate or not. */
    private List<ClockCommand> status(ClockReading now) {
        long utcNs = now.utcNs();
        List<ClockCommand> commands = new ArrayList<>(2);
        statusDueNs = now.monotonicNs() + STATUS_INTERVAL_NS;
        announcedLeap = leaps.announced(leapBySources, leapSaidUtcNs, utcNs);
        commands.add(new ClockCommand.SetStatus(
                LeapSchedule.armed(announcedLeap, utcNs),
                bound.atS(now.monotonicNs()),
                expectedErrorS(now.monotonicNs())));
        Optional<Integer> taiS = leaps.validTable(utcNs).map(table -> table.taiOffsetS(utcNs));
        if (taiS.isPresent() && !taiS.equals(taiOffsetS)) {
            taiOffsetS = taiS;
            commands.add(new ClockCommand.SetTaiOffset(taiS.get()));
        }
        return commands;
    }

    private double expectedErrorS(long monotonicNs) {
        double toSlewS = slewEndNs == NEVER ? 0 : Math.abs(slew.ratio()) * (slewEndNs - monotonicNs) / NS_PER_S;
        return toSlewS + bound.uncertainty().offsetErrorS((monotonicNs - bound.atMonotonicNs()) / NS_PER_S);
    }

    /**
     * A leap second has come that the clock has not made: it is slewed away, also where steps are allowed.
     *
     * @param estimate by which the clock is a second off
     */
    public List<ClockCommand> slewLeap(ClockEstimate estimate, ClockReading now, SteeringLedger ledger) {
        leapUnderWay = true;
        return onEstimate(estimate, now, ledger);
    }

    /** When {@link #onDeadline} wants to be called, on the monotonic scale; {@code Long.MAX_VALUE} when not at all. */
    public long deadlineNs() {
        return Math.min(slewEndNs, synchronised ? Math.min(lostAtNs, statusDueNs) : NEVER);
    }

    /** What is to be done because time has passed. */
    public List<ClockCommand> onDeadline(ClockReading now) {
        long monotonicNs = now.monotonicNs();
        List<ClockCommand> commands = new ArrayList<>(3);
        if (monotonicNs >= slewEndNs) {
            endSlew(monotonicNs);
            commands.add(new ClockCommand.SetFrequency(correction));
        }
        if (synchronised && monotonicNs >= lostAtNs) {
            synchronised = false;
            commands.add(UNSYNCHRONISED);
        }
        if (synchronised && monotonicNs >= statusDueNs) {
            commands.addAll(status(now));
        }
        return commands;
    }

    /**
     * Somebody else has set the clock, or the system has when the machine woke from a suspend: what was promised of it no
     * longer holds. As after a start, the next estimates may step, within the limits of a start.
     */
    public List<ClockCommand> clockSetByOther() {
        updates = 0;
        guard.reset();
        panic = Optional.empty();
        return promiseNothing();
    }

    /**
     * The system has refused the step: that estimate was not applied, and nothing is promised of the clock until the
     * next one is.
     */
    public List<ClockCommand> stepRefused() {
        updates--;
        guard.refused();
        return promiseNothing();
    }

    private List<ClockCommand> promiseNothing() {
        bound = ErrorBound.UNKNOWN;
        synchronised = false;
        slewEndNs = NEVER;
        slew = Frequency.ZERO;
        leapUnderWay = false;
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

    /** The correction that was refused because it leads too far; empty while the clock is steered. */
    public Optional<Panic> panic() {
        return panic;
    }

    /** The latest correction that a person has accepted, in seconds; empty when nobody has. */
    public OptionalDouble acceptedS() {
        return accepted;
    }

    /** How far the clock has been moved by large corrections after the first, in seconds. */
    public double accumulatedS() {
        return guard.movedS();
    }

    /** What happens at the end of this month, as was known the last time that the status was published. */
    public LeapIndicator announcedLeap() {
        return announcedLeap;
    }

    /**
     * What clients may be told of a leap second: that it comes, on the day that it comes at the end of. Simple ones hand that
     * to their kernel, which does not wait for the end of the month.
     */
    public LeapIndicator servedLeap(long utcNs) {
        return LeapSchedule.armed(announcedLeap, utcNs);
    }

    /** When an estimate was applied the last time, on the monotonic scale. */
    public long lastUpdateNs() {
        return lastUpdateNs;
    }

    /** How many estimates have been applied. */
    public long updates() {
        return updates;
    }

    private boolean mayStep(double offsetS) {
        boolean allowed = parameters.stepLimit() < 0 || updates < parameters.stepLimit();
        return allowed && !leapUnderWay && large(offsetS);
    }

    private boolean large(double offsetS) {
        return Math.abs(offsetS) > parameters.stepThresholdS();
    }

    private void endSlew(long monotonicNs) {
        guard.slewed(slew.ratio() * (monotonicNs - slewSinceNs) / NS_PER_S);
        slew = Frequency.ZERO;
        slewEndNs = NEVER;
    }

    /** What takes {@code offsetS} away, on top of the correction; sets when that ends. */
    private Frequency slew(double offsetS, long monotonicNs) {
        double sinceS = updates == 0 ? 0 : (monotonicNs - lastUpdateNs) / NS_PER_S;
        double wishedS = Math.max(SHORTEST_SLEW_S, Math.min(LONGEST_SLEW_S, sinceS * SLEW_SHARE));
        double roomPpb = clockLimit.ppb() - Math.signum(offsetS) * correction.ppb();
        double slewPpb = Math.min(parameters.maximumSlew().ppb(), roomPpb);
        double durationS = Math.max(wishedS, Math.abs(offsetS) / slewPpb * NS_PER_S);
        slewEndNs = monotonicNs + (long) (Math.min(durationS, 1e9) * NS_PER_S);
        return Frequency.ofRatio(offsetS / durationS);
    }

    private Frequency believable(Frequency wish) {
        return wish.clampedTo(parameters.maximumDrift()).clampedTo(clockLimit);
    }
}
