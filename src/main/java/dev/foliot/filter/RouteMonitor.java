package dev.foliot.filter;

/**
 * Notices when packets take another route one way: from then on all of them are late, or early, by the same time and
 * what they wait in queues. A large shift shows in a few packets, a small one in many.
 */
final class RouteMonitor {
    /** How many packets are looked at. */
    private static final int[] WINDOWS = {6, 12, 24};

    /**
     * A shift is one when the earliest of n packets is late by c times the mean wait beyond it. With nothing but queues,
     * however long, n packets look like that once in (1 + c)^(n - 1) cases: here 100,000 to 160,000.
     */
    private static final double[] MULTIPLES = {10, 1.9, 0.65};

    /** So many packets in a row that are early beyond doubt are no chance. */
    private static final int EARLY = 3;

    /** Packets are late by a constant when that is at least this part of what they differ by in the mean. */
    private static final double CONSTANT = 0.5;

    /** A shift of less than so many standard deviations may be an error of what was expected. */
    private static final double CERTAIN = 3;

    private static final int MEMORY = 24;

    private final double[] excessS = new double[MEMORY];
    private final double[] uncertainS = new double[MEMORY];
    private int seen;
    private int early;

    /**
     * A packet has come.
     *
     * @param lateS by how much later than the earliest were expected, in seconds; negative: earlier
     * @param uncertainS standard deviation of that expectation, in seconds
     * @param surprising whether that is nothing that queues usually do
     */
    void see(double lateS, double uncertainS, boolean surprising) {
        System.arraycopy(excessS, 1, excessS, 0, MEMORY - 1);
        System.arraycopy(this.uncertainS, 1, this.uncertainS, 0, MEMORY - 1);
        this.uncertainS[MEMORY - 1] = uncertainS;
        excessS[MEMORY - 1] = lateS;
        seen++;
        early = surprising && lateS < 0 ? early + 1 : 0;
    }

    /** How many of the latest {@code remembered} packets took a new route: 0 when none is seen. */
    int newRoute(int remembered) {
        if (early >= EARLY) {
            return EARLY;
        }
        for (int i = 0; i < WINDOWS.length; i++) {
            int count = WINDOWS[i];
            double leastS = leastS(count);
            boolean late = leastS > 0 && certain(leastS, count);
            if (Math.min(seen, remembered) >= count && late && leastS >= MULTIPLES[i] * (meanS(count) - leastS)) {
                return count;
            }
        }
        return 0;
    }

    /** By how much the earliest of the latest {@code count} packets was late, in seconds. */
    double leastS(int count) {
        double least = excessS[MEMORY - 1];
        for (int i = MEMORY - count; i < MEMORY; i++) {
            least = Math.min(least, excessS[i]);
        }
        return least;
    }

    /** Whether the latest {@code count} packets are late, or early, by a constant rather than by chance. */
    boolean constant(int count) {
        double leastS = leastS(count);
        return certain(leastS, count) && Math.abs(leastS) >= CONSTANT * (meanS(count) - leastS);
    }

    /** Whether what was expected before the latest {@code count} packets is surely wrong by {@code shiftS}. */
    private boolean certain(double shiftS, int count) {
        return Math.abs(shiftS) > CERTAIN * uncertainS[MEMORY - count];
    }

    private double meanS(int count) {
        double sum = 0;
        for (int i = MEMORY - count; i < MEMORY; i++) {
            sum += excessS[i];
        }
        return sum / count;
    }

    /** What was seen has been dealt with. */
    void clear() {
        seen = 0;
        early = 0;
    }
}
