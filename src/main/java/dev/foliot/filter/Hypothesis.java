package dev.foliot.filter;

/**
 * One assumption of how much the clock's frequency wanders and of what shape the delays' distribution is: what the
 * delays say under it, and how well it has foretold them.
 */
final class Hypothesis {
    /** What past success counts for after each exchange: conditions change, and 50 delays tell enough. */
    private static final double MEMORY = 0.98;

    /** A delay that is an ordinary one with less than this probability is a surprise. */
    private static final double SURPRISING = 0.1;

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

    /** Takes the next exchange in, and judges the hypothesis by how well it was foretold. */
    void addNext(DelayHistory delays) {
        learner.learn(track, up, down);
        logWeight = MEMORY * logWeight + track.addNext(delays);
    }

    /** Takes the newest exchange back, and its judgement. */
    void retract() {
        logWeight = (logWeight - track.retract()) / MEMORY;
    }

    /** Packets wait for {@code scaleS} in the mean one way from the next exchange on; what was learned is forgotten. */
    void queuesChanged(Way way, double scaleS) {
        learner.forget(way);
        noise(way).rescale(scaleS);
    }

    /** The scale of the delays' distribution one way, in seconds. */
    double scaleS(Way way) {
        return noise(way).scaleS();
    }

    private DelayNoise noise(Way way) {
        return way == Way.UP ? up : down;
    }

    /** By how much the newest delay one way exceeded what was expected, in seconds. */
    double lateS(Way way) {
        return track.lateS(way);
    }

    /** The standard deviation of that expectation, in seconds. */
    double uncertainS(Way way) {
        return track.uncertainS(way);
    }

    /** Whether that is nothing that usually happens. */
    boolean surprised(Way way) {
        return track.ordinary(way) < SURPRISING;
    }

    /** Reconsiders the delays in the light of the newest one. */
    void reconsider(DelayHistory delays) {
        track.reconsider(delays);
    }

    TrackState latest() {
        return track.latest();
    }

    /** What exchange {@code i} is worth, in 1/s^2. */
    double precision(int i) {
        return track.precision(i);
    }

    /** The logarithm of how much it is to be believed, less a constant that all share. */
    double logWeight() {
        return logWeight;
    }

    double wander() {
        return wander;
    }

    /** The mean time in queues of an ordinary packet one way, in seconds. */
    double queueS(Way way) {
        return shape.queueS(way == Way.UP ? up.scaleS() : down.scaleS());
    }

    /** The standard deviation of an offset measured by one exchange, in seconds. */
    double jitterS() {
        double upS = shape.deviationS(up.scaleS());
        double downS = shape.deviationS(down.scaleS());
        return Math.sqrt(upS * upS + downS * downS) / 2;
    }
}
