package dev.foliot.filter;

import dev.foliot.filter.TrackState.Observation;
import dev.foliot.filter.TrackState.Step;

/**
 * The course of a clock against a source under one assumption of how much its frequency wanders, with one of how long
 * packets are delayed.
 *
 * <p>Delays are not normally distributed: a packet can come late, but not early. So each delay is stood in for by a
 * normally distributed observation that has the same effect on what all the other delays say together (expectation
 * propagation, Minka 2001). What they say changes with every new delay; so the stand-ins of the latest {@code capacity}
 * delays are made again, newest first, whenever one is added. Older ones stay as they are, summed up in the state
 * before the oldest exchange.
 */
final class ClockTrack {
    /** How far a path's shortest delay walks: 0.1 us in three hours. */
    private static final double PATH_DRIFT = 1e-9;

    /** A stand-in is moved by this part of the way to its new value: what keeps the iteration from oscillating. */
    private static final double DAMPING = 0.8;

    /** A delay that would make things less certain counts for next to nothing instead. */
    private static final double NEXT_TO_NOTHING = 1e-6;

    private final double wander2;
    private final Slot[] slots;
    private final TrackState prior = new TrackState();
    private final TrackState latest = new TrackState();
    private final Hindsight hindsight = new Hindsight();
    private final Likelihood likelihood = new Likelihood();
    private int size;

    /** One exchange: the state before it, and what stands in for its two delays. */
    private static final class Slot {
        final TrackState before = new TrackState();
        final Direction up = new Direction();
        final Direction down = new Direction();

        Direction direction(Way way) {
            return way == Way.UP ? up : down;
        }
    }

    private static final class Direction {
        final Observation standIn = new Observation();
        final Step step = new Step();
        final Evidence evidence = new Evidence();
    }

    /**
     * @param wander standard deviation that the frequency gains in one second
     * @param capacity how many delays are reconsidered
     */
    ClockTrack(double wander, int capacity) {
        this.wander2 = wander * wander;
        this.slots = new Slot[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = new Slot();
        }
    }

    /** Sets what is believed before the first exchange, at its time. */
    void start(TrackState belief) {
        prior.set(belief);
        size = 0;
    }

    TrackState latest() {
        return latest;
    }

    /** Sums the oldest exchange up; returns what it told of the delays in a direction. */
    void forgetOldest(DelayHistory delays, NoiseLearner learner) {
        Slot oldest = slots[0];
        learner.retire(oldest.up.evidence, oldest.down.evidence);
        for (Way way : WAYS) {
            prior.observe(way, oldest.direction(way).standIn, oldest.direction(way).step);
        }
        if (size > 1) {
            prior.advance(delays.sinceBeforeS(1), wander2, PATH_DRIFT * PATH_DRIFT);
        }
        System.arraycopy(slots, 1, slots, 0, size - 1);
        slots[size - 1] = oldest;
        size--;
    }

    /**
     * Takes the newest exchange in.
     *
     * @return the logarithm of how likely its delays were beforehand
     */
    double addNewest(DelayHistory delays, DelayNoise up, DelayNoise down) {
        int i = delays.size() - 1;
        Slot slot = slots[i];
        if (i == 0) {
            slot.before.set(prior);
        } else {
            slot.before.set(latest);
            slot.before.advance(delays.sinceBeforeS(i), wander2, PATH_DRIFT * PATH_DRIFT);
        }
        latest.set(slot.before);
        size = i + 1;
        double logDensity = 0;
        for (Way way : WAYS) {
            Direction direction = slot.direction(way);
            direction.standIn.precision = 0;
            direction.standIn.weighted = 0;
            standIn(
                    direction,
                    delays,
                    i,
                    way,
                    way == Way.UP ? up : down,
                    latest.expectedS(way),
                    latest.varianceS2(way),
                    1);
            logDensity += likelihood.logDensity;
            latest.observe(way, direction.standIn, direction.step);
        }
        return logDensity;
    }

    private static final Way[] WAYS = Way.values();

    /** Makes the stand-ins again in the light of all delays. */
    void reconsider(DelayHistory delays, DelayNoise up, DelayNoise down) {
        hindsight.clear();
        for (int i = size - 1; i >= 0; i--) {
            Slot slot = slots[i];
            if (i < size - 1) {
                hindsight.rewind(delays.sinceBeforeS(i + 1));
            }
            hindsight.undo(Way.DOWN, slot.down.step);
            hindsight.undo(Way.UP, slot.up.step);
            for (Way way : WAYS) {
                reconsider(slot, delays, i, way, way == Way.UP ? up : down);
            }
        }
        latest.set(prior);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                latest.advance(delays.sinceBeforeS(i), wander2, PATH_DRIFT * PATH_DRIFT);
            }
            slots[i].before.set(latest);
            latest.observe(Way.UP, slots[i].up.standIn, slots[i].up.step);
            latest.observe(Way.DOWN, slots[i].down.standIn, slots[i].down.step);
        }
    }

    private void reconsider(Slot slot, DelayHistory delays, int i, Way way, DelayNoise noise) {
        Direction direction = slot.direction(way);
        double varianceS2 = hindsight.varianceS2(slot.before, way);
        double expectedS = hindsight.expectedS(slot.before, way);
        Observation old = direction.standIn;
        // What all the others say: everything, with this delay's own stand-in taken out again.
        double precision = Math.max(1 / varianceS2 - old.precision, 1e-3 / varianceS2);
        double otherS = (expectedS / varianceS2 - old.weighted) / precision;
        standIn(direction, delays, i, way, noise, otherS, 1 / precision, DAMPING);
    }

    /** Makes the stand-in of a delay from what the others make expect of it. */
    private void standIn(
            Direction direction,
            DelayHistory delays,
            int i,
            Way way,
            DelayNoise noise,
            double expectedS,
            double varianceS2,
            double part) {
        noise.evaluate(delays.delayS(i, way) - expectedS, varianceS2, delays.stampS2(i), likelihood);
        direction.evidence.set(likelihood.evidence);
        double meanS = expectedS - varianceS2 * likelihood.gradient;
        double newS2 =
                Math.max(varianceS2 + varianceS2 * varianceS2 * likelihood.curvature, NEXT_TO_NOTHING * varianceS2);
        double precision = 1 / newS2 - 1 / varianceS2;
        double weighted = meanS / newS2 - expectedS / varianceS2;
        if (precision < 0) {
            precision = NEXT_TO_NOTHING / varianceS2;
            weighted = precision * meanS;
        }
        direction.standIn.precision += part * (precision - direction.standIn.precision);
        direction.standIn.weighted += part * (weighted - direction.standIn.weighted);
    }

    /** Tells the learner what the reconsidered delays say of the delays. */
    void teach(NoiseLearner learner) {
        for (int i = 0; i < size; i++) {
            learner.see(slots[i].up.evidence, slots[i].down.evidence);
        }
    }
}
