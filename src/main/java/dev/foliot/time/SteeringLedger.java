package dev.foliot.time;

/**
 * The record of how a clock has been steered, kept so that measurements taken under different steering can be compared.
 *
 * <p>Steering bends the time scale that measurements are taken in: when the clock's frequency is changed, every offset
 * taken before is no longer on one straight line with those taken after. The ledger straightens it. It maps the steered
 * scale to the <em>free-running</em> scale, which the clock would have shown had its frequency never been touched; the
 * error of that scale is the oscillator's alone, so that a filter may fit it without knowing what the discipline does.
 * Steps are not part of the mapping: when the clock is stepped, whoever holds offsets shifts them by the same amount.
 *
 * <p>The mapping counts from the monotonic scale, which has the rate of the steered clock and no steps. It is only ever
 * extended at its end, by a change that acts now or soon; times before the latest change are mapped by the rate before
 * it, and so are wrong only where they lie before the change before that.
 */
public final class SteeringLedger {
    private long changedAtNs;
    private long freeRunningAtChangeNs;
    private double freeRunningFractionNs;
    private double earlierRatio;
    private double steeredRatio;
    private double gainedS;

    /**
     * @param monotonicNs when the ledger starts; the free-running scale starts at the same count
     * @param frequency what the clock is steered by at that moment
     */
    public SteeringLedger(long monotonicNs, Frequency frequency) {
        this.changedAtNs = monotonicNs;
        this.freeRunningAtChangeNs = monotonicNs;
        this.earlierRatio = frequency.ratio();
        this.steeredRatio = frequency.ratio();
    }

    /** As {@link #frequencyChanged(long, long, Frequency)}, of a change that acts at once. */
    public void frequencyChanged(long monotonicNs, Frequency frequency) {
        frequencyChanged(monotonicNs, monotonicNs, frequency);
    }

    /**
     * Records that the clock was told at {@code nowNs} to be steered by {@code frequency} from {@code onsetNs} on. A
     * change before that has not acted by then never will. Calls come in the order of time.
     */
    public void frequencyChanged(long nowNs, long onsetNs, Frequency frequency) {
        if (nowNs < changedAtNs) {
            steeredRatio = earlierRatio;
        }
        extendTo(onsetNs);
        earlierRatio = steeredRatio;
        steeredRatio = frequency.ratio();
    }

    private void extendTo(long monotonicNs) {
        double gainedNs = gainedNsSinceChange(monotonicNs);
        double freeRunningNs = freeRunningFractionNs - gainedNs;
        double wholeNs = Math.rint(freeRunningNs);
        freeRunningAtChangeNs += monotonicNs - changedAtNs + (long) wholeNs;
        freeRunningFractionNs = freeRunningNs - wholeNs;
        gainedS += gainedNs * 1e-9;
        changedAtNs = monotonicNs;
    }

    /** The moment on the free-running scale, in nanoseconds. */
    public long freeRunningNs(long monotonicNs) {
        return freeRunningAtChangeNs
                + (monotonicNs - changedAtNs)
                + Math.round(freeRunningFractionNs - gainedNsSinceChange(monotonicNs));
    }

    /**
     * By how many seconds frequency steering has moved the clock forward since the ledger began: what must be added to
     * an offset taken now to get the offset of the free-running clock.
     */
    public double gainedS(long monotonicNs) {
        return gainedS + gainedNsSinceChange(monotonicNs) * 1e-9;
    }

    /** The moment on all scales, kept for when the ledger has forgotten it. */
    public Moment moment(long monotonicNs) {
        return new Moment(monotonicNs, freeRunningNs(monotonicNs), gainedS(monotonicNs));
    }

    /** The frequency that the clock is steered by since the latest change. */
    public Frequency frequency() {
        return Frequency.ofRatio(steeredRatio);
    }

    /** steered elapsed = free-running elapsed x (1 + ratio), hence the part gained by steering. */
    private double gainedNsSinceChange(long monotonicNs) {
        double ratio = monotonicNs < changedAtNs ? earlierRatio : steeredRatio;
        return (monotonicNs - changedAtNs) * (ratio / (1 + ratio));
    }
}
