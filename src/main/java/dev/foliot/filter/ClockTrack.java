package dev.foliot.filter;

import dev.foliot.filter.TrackState.Observation;

/**
 * The course of a clock against a source under one assumption of how much its frequency wanders, and one of how packets
 * are delayed.
 *
 * <p>Delays are not normally distributed: a packet can come late, but not early. So each delay is stood in for by a
 * normally distributed observation that has the same effect on what all the other delays say together (expectation
 * propagation, Minka 2001). What they say changes with every new delay; so the stand-ins of the latest {@code capacity}
 * exchanges are made again, newest first, whenever one is added. Older ones stay as they are, summed up in the state
 * before the oldest exchange.
 */
final class ClockTrack {
    private static final Way[] WAYS = Way.values();

    /** How far a path's shortest delay walks: 0.1 us in three hours. */
    private static final double PATH_DRIFT = 1e-9;

    private static final double DRIFT2 = PATH_DRIFT * PATH_DRIFT;

    /** A stand-in is moved by this part of the way to its new value: what keeps the iteration from oscillating. */
    private static final double DAMPING = 0.8;

    /** A delay that would make things less certain counts for next to nothing instead. */
    private static final double NEXT_TO_NOTHING = 1e-6;

    /** Below this part of its terms, a difference is rounding. */
    private static final double ROUNDING = 1e-10;

    private final double wander2;
    private final DelayNoise up;
    private final DelayNoise down;
    private final Slot[] slots;
    private final TrackState prior = new TrackState();
    private final TrackState latest = new TrackState();
    private final Hindsight hindsight = new Hindsight();
    private final Likelihood likelihood = new Likelihood();
    private int size;

    /** One exchange: the state before it, and what stands in for its two delays. */
    private static final class Slot {
        final TrackState before = new TrackState();
        final Observation up = new Observation();
        final Observation down = new Observation();
        final Evidence ofUp = new Evidence();
        final Evidence ofDown = new Evidence();

        /** By how much the delays exceeded what was expected when they came, in seconds, and how likely that was. */
        double lateUpS;

        double lateDownS;
        double logDensity;

        Observation standIn(Way way) {
            return way == Way.UP ? up : down;
        }
    }

    /**
     * @param wander standard deviation that the frequency gains in one second
     * @param capacity how many exchanges are reconsidered
     * @param belief what is known before the first exchange, at its time
     */
    ClockTrack(double wander, int capacity, TrackState belief, DelayNoise up, DelayNoise down) {
        this.wander2 = wander * wander;
        this.up = up;
        this.down = down;
        this.slots = new Slot[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = new Slot();
        }
        prior.set(belief);
    }

    TrackState latest() {
        return latest;
    }

    /** What stands in for the delays of exchange {@code i}, as the inverse of a variance, in 1/s^2. */
    double precision(int i) {
        return slots[i].up.precision + slots[i].down.precision;
    }

    /** Sums the oldest exchange up; the learner keeps what it has told of delays. */
    void forgetOldest(DelayHistory delays, NoiseLearner learner) {
        Slot oldest = slots[0];
        learner.retire(oldest.ofUp, oldest.ofDown);
        observe(prior, oldest);
        if (size > 1) {
            prior.advance(delays.sinceBeforeS(1), wander2, DRIFT2);
        }
        System.arraycopy(slots, 1, slots, 0, size - 1);
        slots[size - 1] = oldest;
        size--;
    }

    /**
     * Takes the exchange in that follows those it has.
     *
     * @return the logarithm of how likely its delays were beforehand
     */
    double addNext(DelayHistory delays) {
        int i = size++;
        Slot slot = slots[i];
        slot.before.set(i == 0 ? prior : latest);
        if (i > 0) {
            slot.before.advance(delays.sinceBeforeS(i), wander2, DRIFT2);
        }
        slot.lateUpS = delays.delayS(i, Way.UP) - slot.before.expectedS(Way.UP);
        slot.lateDownS = delays.delayS(i, Way.DOWN) - slot.before.expectedS(Way.DOWN);
        slot.logDensity = 0;
        latest.set(slot.before);
        for (Way way : WAYS) {
            slot.standIn(way).clear();
            replace(slot, delays, i, way, latest.expectedS(way), latest.varianceS2(way), 1);
            slot.logDensity += likelihood.logDensity;
            latest.observe(way, slot.standIn(way));
        }
        return slot.logDensity;
    }

    /**
     * Takes back the newest exchange.
     *
     * @return what {@link #addNext} had returned
     */
    double retract() {
        size--;
        latest.set(prior);
        if (size > 0) {
            latest.set(slots[size - 1].before);
            observe(latest, slots[size - 1]);
        }
        return slots[size].logDensity;
    }

    /** By how much the newest delay one way exceeded what was expected, in seconds. */
    double lateS(Way way) {
        Slot newest = slots[size - 1];
        return way == Way.UP ? newest.lateUpS : newest.lateDownS;
    }

    /** The standard deviation of what was expected of the newest delay one way, in seconds. */
    double uncertainS(Way way) {
        return Math.sqrt(slots[size - 1].before.varianceS2(way));
    }

    /** The probability that the newest delay one way is an ordinary one. */
    double ordinary(Way way) {
        Slot newest = slots[size - 1];
        return way == Way.UP ? newest.ofUp.ordinary : newest.ofDown.ordinary;
    }

    /** Makes the stand-ins again in the light of all delays. */
    void reconsider(DelayHistory delays) {
        hindsight.clear();
        for (int i = size - 1; i >= 0; i--) {
            Slot slot = slots[i];
            if (i < size - 1) {
                hindsight.rewind(delays.sinceBeforeS(i + 1), wander2, DRIFT2);
            }
            for (Way way : WAYS) {
                hindsight.judge(slot.before, way, slot.standIn(way.other()));
                if (hindsight.conclusive()) {
                    replace(slot, delays, i, way, hindsight.meanS(), hindsight.varianceS2(), DAMPING);
                }
            }
            hindsight.add(Way.UP, slot.up);
            hindsight.add(Way.DOWN, slot.down);
        }
        latest.set(prior);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                latest.advance(delays.sinceBeforeS(i), wander2, DRIFT2);
            }
            slots[i].before.set(latest);
            observe(latest, slots[i]);
        }
    }

    private static void observe(TrackState state, Slot slot) {
        state.observe(Way.UP, slot.up);
        state.observe(Way.DOWN, slot.down);
    }

    /**
     * Moves the stand-in of a delay by {@code part} of the way to what has the same effect on what the others say: a
     * shortest one-way delay of {@code expectedS} with variance {@code varianceS2}.
     */
    private void replace(
            Slot slot, DelayHistory delays, int i, Way way, double expectedS, double varianceS2, double part) {
        DelayNoise noise = way == Way.UP ? up : down;
        noise.evaluate(delays.delayS(i, way) - expectedS, varianceS2, delays.stampS2(i), likelihood);
        Evidence evidence = way == Way.UP ? slot.ofUp : slot.ofDown;
        evidence.set(likelihood.evidence);
        double meanS = expectedS - varianceS2 * likelihood.gradient;
        double newS2 = Math.max(varianceS2 * (1 + varianceS2 * likelihood.curvature), ROUNDING * varianceS2);
        double precision = 1 / newS2 - 1 / varianceS2;
        double weighted = meanS / newS2 - expectedS / varianceS2;
        if (precision <= 0) {
            precision = NEXT_TO_NOTHING / varianceS2;
            weighted = precision * meanS;
        }
        slot.standIn(way).moveTo(precision, weighted, part);
    }

    /** Tells the learner what the reconsidered exchanges say of delays. */
    void teach(NoiseLearner learner) {
        for (int i = 0; i < size; i++) {
            learner.see(slots[i].ofUp, slots[i].ofDown);
        }
    }
}
