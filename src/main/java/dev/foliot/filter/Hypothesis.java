package dev.foliot.filter;

/**
 * One assumption of how much the clock's frequency wanders and of what shape the delays' distribution is: what the
 * delays say under it, and how well it has foretold them.
 */
final class Hypothesis {
    /** What past success counts for after each exchange: conditions change, and 50 delays tell enough. */
    private static final double MEMORY = 0.98;

    private final double wander;
    private final NoiseShape shape;
    private final ClockTrack track;
    private final DelayNoise up;
    private final DelayNoise down;
    private final NoiseLearner learner;
    private double logWeight;

    /**
     * @param wander standard deviation that the frequency gains in one second
     * @param scaleS what the scale of the delays' distribution is at first, in seconds
     */
    Hypothesis(double wander, NoiseShape shape, int capacity, TrackState belief, double scaleS) {
        this.wander = wander;
        this.shape = shape;
        this.up = new DelayNoise(shape, scaleS);
        this.down = new DelayNoise(shape, scaleS);
        this.track = new ClockTrack(wander, capacity, belief, up, down);
        this.learner = new NoiseLearner(shape);
    }

    /** Sums up the oldest of the delays, which is about to be dropped. */
    void forgetOldest(DelayHistory delays) {
        track.forgetOldest(delays, learner);
    }

    /** Takes the newest exchange in, and judges the hypothesis by how well it was foretold. */
    void add(DelayHistory delays) {
        learner.learn(track, up, down);
        logWeight = MEMORY * logWeight + track.addNewest(delays);
    }

    /** Reconsiders the delays in the light of the newest one. */
    void reconsider(DelayHistory delays) {
        track.reconsider(delays);
    }

    TrackState latest() {
        return track.latest();
    }

    /** The logarithm of how much it is to be believed, less a constant that all share. */
    double logWeight() {
        return logWeight;
    }

    double wander() {
        return wander;
    }

    /** The standard deviation of an offset measured by one exchange, in seconds. */
    double jitterS() {
        double upS = shape.deviationS(up.scaleS());
        double downS = shape.deviationS(down.scaleS());
        return Math.sqrt(upS * upS + downS * downS) / 2;
    }
}
