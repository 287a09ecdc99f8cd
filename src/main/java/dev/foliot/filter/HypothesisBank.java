package dev.foliot.filter;

import dev.foliot.time.Frequency;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.List;

/** All hypotheses, each believed as far as it has foretold the exchanges so far. */
final class HypothesisBank {
    /** Wander from that of the best oscillators to that of a bad one in a draught, by the root of ten. */
    private static final double[] WANDERS = {1e-11, 3e-11, 1e-10, 3e-10, 1e-9, 3e-9, 1e-8, 3e-8, 1e-7};

    /** A hypothesis less likely than the best by this factor reconsiders only now and then, lest it be misjudged. */
    private static final double UNLIKELY = 1e-4;

    private static final int NOW_AND_THEN = 8;

    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private long added;

    /**
     * @param belief what is known before the first exchange
     * @param scaleS how long packets may wait in queues, at first, in seconds
     * @param capacity how many exchanges are reconsidered
     */
    HypothesisBank(TrackState belief, double scaleS, int capacity) {
        for (double wander : WANDERS) {
            for (NoiseShape shape : NoiseShape.values()) {
                hypotheses.add(new Hypothesis(wander, shape, capacity, belief, scaleS));
            }
        }
    }

    void forgetOldest(DelayHistory delays) {
        hypotheses.forEach(hypothesis -> hypothesis.forgetOldest(delays));
    }

    /** Takes the next exchange in. */
    void addNext(DelayHistory delays) {
        hypotheses.forEach(hypothesis -> hypothesis.addNext(delays));
        added++;
    }

    /** Takes the latest exchanges in, one after the other, and reconsiders them together with those before. */
    void addLatest(DelayHistory delays, int count) {
        for (int i = 0; i < count; i++) {
            addNext(delays);
        }
        reconsider(delays);
    }

    /** Takes the newest exchanges back. */
    void retract(int count) {
        for (int i = 0; i < count; i++) {
            hypotheses.forEach(Hypothesis::retract);
        }
    }

    /** Packets wait for {@code scaleS} in the mean one way from the next exchange on; what was learned is forgotten. */
    void queuesChanged(Way way, double scaleS) {
        hypotheses.forEach(hypothesis -> hypothesis.queuesChanged(way, scaleS));
    }

    /** Reconsiders all exchanges in the light of the newest. */
    void reconsider(DelayHistory delays) {
        double limit = best().logWeight() + StrictMath.log(UNLIKELY);
        for (int i = 0; i < hypotheses.size(); i++) {
            Hypothesis hypothesis = hypotheses.get(i);
            boolean itsTurn = !delays.full() || (added + i) % NOW_AND_THEN == 0;
            if (itsTurn || hypothesis.logWeight() >= limit) {
                hypothesis.reconsider(delays);
            }
        }
    }

    /** The most likely one. */
    Hypothesis best() {
        Hypothesis best = hypotheses.get(0);
        for (Hypothesis hypothesis : hypotheses) {
            if (hypothesis.logWeight() > best.logWeight()) {
                best = hypothesis;
            }
        }
        return best;
    }

    /** What all say together, each weighted by its probability. */
    Verdict verdict() {
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
        return new Verdict(x, Frequency.ofRatio(f), new Uncertainty(xx, xf, ff, wander2 / weights), jitterS / weights);
    }

    /**
     * What is known at the newest exchange.
     *
     * @param offsetS the source less the free-running clock, in seconds
     * @param frequency how fast it grows
     * @param uncertainty of both
     * @param jitterS standard deviation of an offset measured by a single exchange, in seconds
     */
    record Verdict(double offsetS, Frequency frequency, Uncertainty uncertainty, double jitterS) {}
}
