package dev.foliot.filter;

/**
 * The latest delays with a source, oldest first, as every {@link ClockTrack} sees them: one-way delays by the
 * free-running clock, which hold the offset besides. Bounded: the oldest makes room for a new one.
 */
final class DelayHistory {
    private final int capacity;
    private final long[] freeRunningNs;
    private final double[] upS;
    private final double[] downS;
    private final double[] stampS2;
    private final double[] offsetS;
    private int size;

    DelayHistory(int capacity) {
        this.capacity = capacity;
        this.freeRunningNs = new long[capacity];
        this.upS = new double[capacity];
        this.downS = new double[capacity];
        this.stampS2 = new double[capacity];
        this.offsetS = new double[capacity];
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == capacity;
    }

    /**
     * Adds one, newer than the others.
     *
     * @param freeRunningNs when, on the free-running scale
     * @param upS T2 - T1: the way to the server, in seconds
     * @param downS T4 - T3: the way back, in seconds
     * @param stampS2 variance that stamping has added to either
     * @param offsetS half the difference of the two ways as they were measured, in seconds
     */
    void add(long freeRunningNs, double upS, double downS, double stampS2, double offsetS) {
        this.freeRunningNs[size] = freeRunningNs;
        this.upS[size] = upS;
        this.downS[size] = downS;
        this.stampS2[size] = stampS2;
        this.offsetS[size] = offsetS;
        size++;
    }

    /** Makes the latest {@code count} delays one way shorter by {@code shiftS}. */
    void shorten(Way way, int count, double shiftS) {
        double[] delays = way == Way.UP ? upS : downS;
        for (int i = size - count; i < size; i++) {
            delays[i] -= shiftS;
        }
    }

    /** Counts offsets from a point that is {@code byS} further. */
    void moveOrigin(double byS) {
        for (int i = 0; i < size; i++) {
            upS[i] -= byS;
            downS[i] += byS;
            offsetS[i] -= byS;
        }
    }

    void clear() {
        size = 0;
    }

    void dropOldest() {
        size--;
        System.arraycopy(freeRunningNs, 1, freeRunningNs, 0, size);
        System.arraycopy(upS, 1, upS, 0, size);
        System.arraycopy(downS, 1, downS, 0, size);
        System.arraycopy(stampS2, 1, stampS2, 0, size);
        System.arraycopy(offsetS, 1, offsetS, 0, size);
    }

    long freeRunningNs(int i) {
        return freeRunningNs[i];
    }

    double delayS(int i, Way way) {
        return way == Way.UP ? upS[i] : downS[i];
    }

    /** The offset as it was measured, in seconds, whatever is known of routes by now. */
    double offsetS(int i) {
        return offsetS[i];
    }

    double stampS2(int i) {
        return stampS2[i];
    }

    /** Seconds from the exchange before to exchange {@code i}. */
    double sinceBeforeS(int i) {
        return (freeRunningNs[i] - freeRunningNs[i - 1]) * 1e-9;
    }
}
