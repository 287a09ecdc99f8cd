package dev.foliot.filter;

import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says from the samples of one source where the free-running clock is against it, and how fast it moves away.
 *
 * <p>A sample is two one-way delays, and queues only ever add to a delay: the earliest packets of either way are the
 * ones that tell. How far to look back for them depends on how much the oscillator wanders, and how much to make of the
 * earliest ones on what else disturbs them; neither is known. So the filter follows the clock under a number of {@link
 * Hypothesis hypotheses} at once, and believes each as far as it has foretold the samples so far. {@code
 * docs/algorithm.md} has the equations and what they are worth.
 */
public final class SourceFilter {
    /** Wander from that of the best oscillators to that of a bad one in a draught, by the root of ten. */
    private static final double[] WANDERS = {1e-11, 3e-11, 1e-10, 3e-10, 1e-9, 3e-9, 1e-8, 3e-8, 1e-7};

    /** How many of the latest samples are reconsidered when another one comes. */
    private static final int RECONSIDERED = 24;

    /** At first, packets are thought to wait for this part of the delay. */
    private static final double INITIAL_SCALE = 0.3;

    /** A hypothesis less likely than the best by this factor reconsiders only now and then, lest it be misjudged. */
    private static final double UNLIKELY = 1e-4;

    private static final int NOW_AND_THEN = 8;

    /** While nobody looked, an oscillator may have changed its frequency by that much, whatever is said of it. */
    private static final double LEAST_FREQUENCY_ERROR = 1e-6;

    private static final double RESOLUTION_S = 1e-9;

    private final FilterParameters parameters;
    private final DelayHistory delays = new DelayHistory(RECONSIDERED);
    private final List<Sample> samples = new ArrayList<>(RECONSIDERED);
    private final List<Hypothesis> hypotheses = new ArrayList<>();

    /** What offsets are counted from, in seconds: as good as the first one, so that small differences stay exact. */
    private double originS;

    private SourceEstimate estimate;
    private long added;

    public SourceFilter(FilterParameters parameters) {
        this.parameters = parameters;
    }

    /** Takes one more sample, newer than those before. */
    public void add(Sample sample, SteeringLedger ledger) {
        double freeOffsetS = sample.offsetS() + ledger.gainedS(sample.monotonicNs());
        if (samples.isEmpty()) {
            start(sample, freeOffsetS);
        }
        if (delays.full()) {
            hypotheses.forEach(hypothesis -> hypothesis.forgetOldest(delays));
            delays.dropOldest();
            samples.remove(0);
        }
        samples.add(sample);
        double stampS = sample.dispersionS() / 2;
        delays.add(
                ledger.freeRunningNs(sample.monotonicNs()),
                sample.delayS() / 2 + (freeOffsetS - originS),
                sample.delayS() / 2 - (freeOffsetS - originS),
                stampS * stampS);
        follow();
        estimate = combined();
    }

    private void start(Sample sample, double freeOffsetS) {
        originS = freeOffsetS;
        double delayS = Math.max(RESOLUTION_S, sample.delayS() / 2);
        double frequencyError = Math.max(
                LEAST_FREQUENCY_ERROR, parameters.initialFrequencyError().ratio());
        TrackState belief = new TrackState();
        belief.f = parameters.initialFrequency().ratio();
        belief.d = delayS;
        belief.xx = delayS * delayS;
        belief.ff = frequencyError * frequencyError;
        belief.dd = delayS * delayS;
        hypotheses.clear();
        for (double wander : WANDERS) {
            for (NoiseShape shape : NoiseShape.values()) {
                hypotheses.add(new Hypothesis(wander, shape, RECONSIDERED, belief, delayS * INITIAL_SCALE));
            }
        }
    }

    private void follow() {
        hypotheses.forEach(hypothesis -> hypothesis.add(delays));
        double limit = best().logWeight() + StrictMath.log(UNLIKELY);
        for (int i = 0; i < hypotheses.size(); i++) {
            Hypothesis hypothesis = hypotheses.get(i);
            boolean itsTurn = !delays.full() || (added + i) % NOW_AND_THEN == 0;
            if (itsTurn || hypothesis.logWeight() >= limit) {
                hypothesis.reconsider(delays);
            }
        }
        added++;
    }

    /** Moves what is remembered along when the clock has been stepped forward by {@code stepS} seconds. */
    public void clockStepped(double stepS) {
        originS -= stepS;
        samples.replaceAll(sample -> sample.afterStep(stepS));
        if (estimate != null) {
            estimate = combined();
        }
    }

    /** How many samples it looks back at. */
    public int size() {
        return samples.size();
    }

    /** What the samples say; empty while there is none. */
    public Optional<SourceEstimate> estimate() {
        return Optional.ofNullable(estimate);
    }

    /** What all hypotheses say together, each weighted by its probability. */
    private SourceEstimate combined() {
        double best = best().logWeight();
        double weights = 0;
        double x = 0;
        double f = 0;
        double wander2 = 0;
        double jitterS = 0;
        for (Hypothesis hypothesis : hypotheses) {
            double weight = StrictMath.exp(hypothesis.logWeight() - best);
            weights += weight;
            x += weight * hypothesis.latest().x;
            f += weight * hypothesis.latest().f;
            wander2 += weight * hypothesis.wander() * hypothesis.wander();
            jitterS += weight * hypothesis.jitterS();
        }
        x /= weights;
        f /= weights;
        double xx = 0;
        double xf = 0;
        double ff = 0;
        for (Hypothesis hypothesis : hypotheses) {
            double weight = StrictMath.exp(hypothesis.logWeight() - best) / weights;
            TrackState state = hypothesis.latest();
            xx += weight * (state.xx + (state.x - x) * (state.x - x));
            xf += weight * (state.xf + (state.x - x) * (state.f - f));
            ff += weight * (state.ff + (state.f - f) * (state.f - f));
        }
        int newest = samples.size() - 1;
        return new SourceEstimate(
                delays.freeRunningNs(newest),
                originS + x,
                Frequency.ofRatio(f),
                new Uncertainty(xx, xf, ff, wander2 / weights),
                jitterS / weights,
                samples.get(newest),
                shortest(),
                samples.size());
    }

    private Hypothesis best() {
        Hypothesis best = hypotheses.get(0);
        for (Hypothesis hypothesis : hypotheses) {
            if (hypothesis.logWeight() > best.logWeight()) {
                best = hypothesis;
            }
        }
        return best;
    }

    private Sample shortest() {
        Sample shortest = samples.get(0);
        for (Sample sample : samples) {
            if (sample.delayS() < shortest.delayS()) {
                shortest = sample;
            }
        }
        return shortest;
    }
}
