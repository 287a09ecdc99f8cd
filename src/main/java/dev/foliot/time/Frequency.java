package dev.foliot.time;

/**
 * A relative frequency: by how much a clock runs faster than another, in parts per billion (1 ppb = 1 ns gained each
 * second).
 *
 * @param ppb parts per billion, finite; positive runs fast
 */
public record Frequency(double ppb) {
    public static final Frequency ZERO = new Frequency(0);

    public Frequency {
        if (!Double.isFinite(ppb)) {
            throw new IllegalArgumentException("frequency is not finite: " + ppb);
        }
    }

    public static Frequency ofPpm(double ppm) {
        return new Frequency(ppm * 1e3);
    }

    /** The frequency of a plain ratio: seconds gained each second. */
    public static Frequency ofRatio(double ratio) {
        return new Frequency(ratio * 1e9);
    }

    public double ppm() {
        return ppb * 1e-3;
    }

    public double ratio() {
        return ppb * 1e-9;
    }

    /** This frequency, held within {@code limit} on either side of zero. */
    public Frequency clampedTo(Frequency limit) {
        return new Frequency(Math.max(-limit.ppb, Math.min(limit.ppb, ppb)));
    }
}
