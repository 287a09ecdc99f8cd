package dev.foliot.simulation;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.OptionalLong;

/**
 * A computer's clock in virtual time, with the ways of Linux's: frequency in steps of 2^-16 ppm that acts at once,
 * atomic steps, leap seconds, and a published error that grows until the clock counts as unsynchronised. {@link
 * ClockQuirks} give it those of other systems.
 *
 * <p>While nothing changes it runs at the rate (1 + oscillator) (1 + steering) of true time. The monotonic scale is the
 * integral of that, kept as whole picoseconds and a fraction, so that the rounding of a million changes stays below 0.1
 * ns; the time of day is the monotonic scale and a distance that only steps and leap seconds change.
 */
public final class SimulatedClock implements SystemClock {
    /** What the frequency of {@code adjtimex(2)} is counted in. */
    static final Frequency QUANTUM = Frequency.ofPpm(0x1p-16);

    private static final double MAX_OSCILLATOR_ERROR = 0.2;

    private final VirtualWorld world;
    private final Signal oscillator;
    private final ClockParameters parameters;
    private final KernelStatus kernel = new KernelStatus();
    private ClockQuirks quirks = ClockQuirks.NONE;

    private long changedAtPs;
    private long monotonicPs;
    private double monotonicFractionPs;
    private double oscillatorRatio;
    /** What was asked for, and what acts: not the same between a change and its onset. */
    private Frequency wish = Frequency.ZERO;

    private Frequency steering = Frequency.ZERO;
    private long frequencyChanges;
    private double ratio;
    private long utcDistanceNs;
    private boolean asleep;
    private long asleepSincePs;
    private long wakesAtPs = Long.MIN_VALUE;
    private long suspendedNs;

    /**
     * A clock that starts now.
     *
     * @param oscillator its relative frequency error, drawn now and at each whole second of true time ({@link
     *     Oscillators})
     */
    public SimulatedClock(VirtualWorld world, Signal oscillator, ClockParameters parameters) {
        this.world = world;
        this.oscillator = oscillator;
        this.parameters = parameters;
        this.changedAtPs = world.nowPs();
        this.monotonicPs = world.nowPs();
        this.utcDistanceNs = world.utcDistanceNs() + parameters.offsetNs();
        long firstSecond = Math.floorDiv(world.nowPs(), VirtualWorld.PS_PER_S);
        drawFrequency(firstSecond);
        world.tick(second -> {
            if (second > firstSecond) {
                drawFrequency(second);
            }
        });
    }

    @Override
    public ClockReading read() {
        return new ClockReading(utcNs(), quantised(monotonicNs()));
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        requireSteerable("a step of " + offsetNs + " ns");
        long beforeNs = currentUtcNs();
        long afterNs = beforeNs + offsetNs;
        boolean overflow = ((beforeNs ^ afterNs) & (offsetNs ^ afterNs)) < 0;
        if (overflow || afterNs < 0) {
            throw new ClockException("a step of " + offsetNs + " ns leads out of the clock's range", false);
        }
        utcDistanceNs += offsetNs + quirks.stepResidueNs();
        kernel.stepped(monotonicNs() + utcDistanceNs);
        return quirks.stepResidueNs();
    }

    @Override
    public Frequency setFrequency(Frequency frequency) throws ClockException {
        requireSteerable("a frequency of " + frequency.ppm() + " ppm");
        double quanta = Math.rint(frequency.clampedTo(parameters.maxFrequency()).ppb() / QUANTUM.ppb());
        wish = new Frequency(quanta * QUANTUM.ppb());
        long change = ++frequencyChanges;
        if (quirks.frequencyOnset() == FrequencyOnset.AT_ONCE) {
            steer(change);
        } else {
            long onsetNs = quirks.frequencyOnset().monotonicNs(new ClockReading(currentUtcNs(), monotonicNs()));
            world.at(truePsAt(onsetNs), () -> steer(change));
        }
        return wish;
    }

    /** The frequency set by {@code change} takes the old one's place, unless another was set since. */
    private void steer(long change) {
        if (change == frequencyChanges) {
            steering = wish;
            rateChanged();
        }
    }

    @Override
    public ClockState state() {
        currentUtcNs();
        ClockStatus status = kernel.status(monotonicNs());
        return new ClockState(wish, status, kernel.taiOffsetS(), quirks.disciplinedByOther());
    }

    @Override
    public void setStatus(ClockStatus status) throws ClockException {
        requireSteerable("a status");
        boolean leaps = status.leap() == LeapIndicator.INSERT || status.leap() == LeapIndicator.DELETE;
        ClockStatus kept = leaps && !quirks.makesLeapSeconds()
                ? new ClockStatus(LeapIndicator.NONE, status.maxErrorNs(), status.estimatedErrorNs())
                : status;
        kernel.setStatus(kept, currentUtcNs(), monotonicNs());
    }

    @Override
    public void setTaiOffset(int seconds) throws ClockException {
        requireSteerable("a TAI offset");
        currentUtcNs();
        kernel.setTaiOffset(seconds);
    }

    @Override
    public ClockCapabilities capabilities() {
        return new ClockCapabilities(
                "simulated",
                !quirks.refusesSteering(),
                quirks.stepResidueNs() == 0,
                quirks.makesLeapSeconds(),
                true,
                quirks.frequencyOnset(),
                parameters.maxFrequency(),
                QUANTUM,
                parameters.readingQuantumNs());
    }

    /** The identity: stamps are taken on this clock. */
    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return kernelUtcNs;
    }

    @Override
    public void close() {}

    /** {@inheritDoc} By true time: the clock that tells has an error that matters only for the time of day. */
    @Override
    public OptionalLong suspendedNs() {
        return quirks.suspension() == ClockQuirks.Suspension.UNTOLD
                ? OptionalLong.empty()
                : OptionalLong.of(suspendedNs);
    }

    /**
     * Suspends the machine, from now on for {@code seconds} of true time; not if it sleeps already. Meanwhile its host does
     * nothing, and hears nothing.
     *
     * @param errorS how far ahead the clock is, when the machine wakes, by which the system sets the time of day: by how
     *     much longer it takes the suspend to have been
     */
    public void suspend(double seconds, double errorS) {
        if (asleep) {
            return;
        }
        rateChanged();
        asleep = true;
        asleepSincePs = world.nowPs();
        long sleepPs = VirtualWorld.toPs(seconds);
        wakesAtPs = world.nowPs() + sleepPs;
        changedAtPs = wakesAtPs;
        world.at(wakesAtPs, () -> wake(sleepPs / 1000, Math.round(errorS * 1e9)));
    }

    private void wake(long sleptNs, long errorNs) {
        asleep = false;
        suspendedNs += sleptNs;
        kernel.slept();
        if (quirks.suspension() == ClockQuirks.Suspension.MONOTONIC_GOES_ON) {
            monotonicPs += (sleptNs + errorNs) * 1000;
        } else {
            utcDistanceNs += sleptNs + errorNs;
        }
    }

    /** Whether the machine is suspended. */
    boolean asleep() {
        return asleep;
    }

    /** Whether the system lets those who wait know that the machine has woken. */
    boolean tellsOfWaking() {
        return quirks.suspension() == ClockQuirks.Suspension.MONOTONIC_STANDS_STILL;
    }

    /** What is the matter with it from now on. */
    public void setQuirks(ClockQuirks quirks) {
        this.quirks = quirks;
    }

    /**
     * The truth: by how many seconds the time of day is ahead of true UTC, not rounded to the reading's quantum. While the
     * machine is suspended, when nobody can ask, what it was when it fell asleep.
     */
    public double errorS() {
        currentUtcNs();
        long nowPs = asleep ? asleepSincePs : world.nowPs();
        double gainedPs = monotonicPs - nowPs + (elapsedPs() + (monotonicFractionPs + elapsedPs() * ratio));
        return gainedPs * 1e-12 + (utcDistanceNs - world.utcDistanceNs()) * 1e-9;
    }

    /** The truth: by what its rate, oscillator and steering together, differs from that of true time. */
    public Frequency frequencyError() {
        return Frequency.ofRatio(ratio);
    }

    /** The truth: by what its oscillator's rate differs from that of true time, without any steering. */
    public Frequency oscillatorError() {
        return Frequency.ofRatio(oscillatorRatio);
    }

    /** The time of day as a stamp shows it. */
    long utcNs() {
        return quantised(currentUtcNs());
    }

    int readingErrorNs() {
        return (int) Math.min(Integer.MAX_VALUE, parameters.readingQuantumNs());
    }

    /**
     * The true time at which the monotonic scale reaches {@code monotonicNs} if its rate stays as it is; now, or when the
     * machine wakes, when it is there already. A wait of weeks may come out nanoseconds short.
     */
    long truePsAt(long monotonicNs) {
        long quantum = parameters.readingQuantumNs();
        if (monotonicNs >= Long.MAX_VALUE / 1000 - quantum) {
            return Long.MAX_VALUE;
        }
        long shownNs = Math.floorDiv(monotonicNs + quantum - 1, quantum) * quantum;
        double gainedPs = monotonicFractionPs + elapsedPs() * ratio;
        double remainingPs = shownNs * 1000 - monotonicPs - elapsedPs() - gainedPs;
        long waitPs = (long) Math.ceil(remainingPs / (1 + ratio));
        long fromPs = Math.max(world.nowPs(), wakesAtPs);
        return waitPs <= 0 ? fromPs : saturatedSum(fromPs, waitPs);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private void drawFrequency(long second) {
        double drawn = oscillator.next((double) second);
        if (!(Math.abs(drawn) < MAX_OSCILLATOR_ERROR)) {
            throw new ImpossibleWorldException(
                    "oscillator is off by " + drawn + " at " + second + " s; the limit is 0.2");
        }
        oscillatorRatio = drawn;
        rateChanged();
    }

    /** Closes the straight piece that ends now, and begins the next one. */
    private void rateChanged() {
        double gainedPs = monotonicFractionPs + elapsedPs() * ratio;
        double wholePs = Math.rint(gainedPs);
        monotonicPs += elapsedPs() + (long) wholePs;
        monotonicFractionPs = gainedPs - wholePs;
        changedAtPs = Math.max(world.nowPs(), wakesAtPs);
        ratio = oscillatorRatio + steering.ratio() + oscillatorRatio * steering.ratio();
    }

    /** While the machine is suspended, what changes does so when it wakes. */
    private long elapsedPs() {
        return Math.max(0, world.nowPs() - changedAtPs);
    }

    private long monotonicNs() {
        long elapsedPs = elapsedPs();
        long currentPs = monotonicPs + elapsedPs + Math.round(monotonicFractionPs + elapsedPs * ratio);
        return Math.floorDiv(currentPs + 500, 1000L);
    }

    /** A leap second is taken by whoever looks first: nobody can have looked between then and now. */
    private long currentUtcNs() {
        long utcNs = monotonicNs() + utcDistanceNs;
        long leapNs = kernel.takeLeapNs(utcNs);
        utcDistanceNs += leapNs;
        return utcNs + leapNs;
    }

    private long quantised(long ns) {
        long quantum = parameters.readingQuantumNs();
        return quantum == 1 ? ns : Math.floorDiv(ns, quantum) * quantum;
    }

    private void requireSteerable(String what) throws ClockException {
        if (quirks.refusesSteering()) {
            throw new ClockException("the simulated clock refuses " + what, true);
        }
    }
}
