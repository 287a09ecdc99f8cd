package dev.foliot.filter;

/**
 * Learns the scale of the delays' distribution on either way, and how many packets are held up, from what the delays
 * say in the light of a track (expectation maximisation). What has left the track's memory fades.
 */
final class NoiseLearner {
    /** Exchanges after which an old one counts a third. */
    private static final double MEMORY = 100;

    /** The present scale counts as this many delays: it changes slowly while little is known. */
    private static final double INERTIA = 2;

    /** Delays of one way count as at most this many of the other: ways are mostly alike. */
    private static final double ALIKE = 10;

    /** From this ratio of their scales on, they are less and less so. */
    private static final double UNLIKE = 10;

    /** The share of packets held up counts as known from this many delays beforehand. */
    private static final double HELD_UP_WEIGHT = 20;

    private static final double USUALLY_HELD_UP = 0.02;

    private final NoiseShape shape;
    private final Evidence oldUp = new Evidence();
    private final Evidence oldDown = new Evidence();
    private final Evidence up = new Evidence();
    private final Evidence down = new Evidence();

    NoiseLearner(NoiseShape shape) {
        this.shape = shape;
    }

    /** Keeps what an exchange has told that the track will not reconsider any more. */
    void retire(Evidence fromUp, Evidence fromDown) {
        oldUp.fade(1 - 1 / MEMORY);
        oldDown.fade(1 - 1 / MEMORY);
        oldUp.add(fromUp);
        oldDown.add(fromDown);
    }

    /** Forgets what exchanges that the track will not reconsider have told of one way. */
    void forget(Way way) {
        (way == Way.UP ? oldUp : oldDown).clear();
    }

    void see(Evidence fromUp, Evidence fromDown) {
        up.add(fromUp);
        down.add(fromDown);
    }

    /** Makes the distributions what a track and its past make most likely. */
    void learn(ClockTrack track, DelayNoise noiseUp, DelayNoise noiseDown) {
        up.clear();
        down.clear();
        up.add(oldUp);
        down.add(oldDown);
        track.teach(this);
        double likelyUpS = likeliestScaleS(up, noiseUp.scaleS());
        double likelyDownS = likeliestScaleS(down, noiseDown.scaleS());
        double seenUp = up.ordinary + up.heldUp;
        double seenDown = down.ordinary + down.heldUp;
        double share =
                (up.heldUp + down.heldUp + USUALLY_HELD_UP * HELD_UP_WEIGHT) / (seenUp + seenDown + HELD_UP_WEIGHT);
        double alike = alike(noiseUp.scaleS(), noiseDown.scaleS());
        double upS = blend(likelyUpS, seenUp, likelyDownS, Math.min(seenDown, alike), noiseUp.scaleS());
        double downS = blend(likelyDownS, seenDown, likelyUpS, Math.min(seenUp, alike), noiseDown.scaleS());
        noiseUp.learned(upS, share);
        noiseDown.learned(downS, share);
    }

    /** How many delays of one way count for the other: hardly any while one way is congested. */
    private static double alike(double upS, double downS) {
        double likeness = Math.min(1, UNLIKE * Math.min(upS / downS, downS / upS));
        return ALIKE * likeness * likeness;
    }

    private double likeliestScaleS(Evidence evidence, double presentS) {
        double seen = evidence.ordinary + evidence.heldUp;
        return seen > 0 ? shape.likeliestScaleS(evidence.queueS / seen, evidence.noiseS2 / seen) : presentS;
    }

    /** The weighted geometric mean. */
    private static double blend(double ownS, double own, double otherS, double borrowed, double presentS) {
        double log =
                own * StrictMath.log(ownS) + borrowed * StrictMath.log(otherS) + INERTIA * StrictMath.log(presentS);
        return StrictMath.exp(log / (own + borrowed + INERTIA));
    }
}
