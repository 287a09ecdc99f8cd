package dev.foliot.experiment;

import java.util.Arrays;

/**
 * What was seen of a clock, once in each second of true time from 0 on, before the daemon acted in that second.
 */
public final class Observations {
    /** What a second takes, in bytes. */
    static final int BYTES_PER_SECOND = Double.BYTES + 2 * Float.BYTES;

    private double[] offsetsS;
    private float[] frequencies;
    private float[] boundsS;
    private int seconds;
    private long packets;
    private int firstPacketS;
    private int lastPacketS;

    /** @param expected for how many seconds there shall be room; more are taken all the same */
    public Observations(int expected) {
        offsetsS = new double[expected];
        frequencies = new float[expected];
        boundsS = new float[expected];
    }

    /**
     * Adds a second.
     *
     * @param offsetS by how much the clock is ahead of true time
     * @param frequency by what its rate differs from that of true time, slew and all, as a ratio
     * @param boundS the error bound that the daemon publishes; infinite when it publishes none, NaN when that was not
     *     looked at
     * @param packetsSent how many requests were sent until now
     */
    public void add(double offsetS, double frequency, double boundS, long packetsSent) {
        if (seconds == offsetsS.length) {
            int room = Math.max(1024, 2 * seconds);
            offsetsS = Arrays.copyOf(offsetsS, room);
            frequencies = Arrays.copyOf(frequencies, room);
            boundsS = Arrays.copyOf(boundsS, room);
        }
        offsetsS[seconds] = offsetS;
        frequencies[seconds] = (float) frequency;
        boundsS[seconds] = (float) boundS;
        if (packetsSent != packets) {
            firstPacketS = packets == 0 ? seconds : firstPacketS;
            lastPacketS = seconds;
            packets = packetsSent;
        }
        seconds++;
    }

    public int seconds() {
        return seconds;
    }

    public double offsetS(int second) {
        return offsetsS[second];
    }

    public double frequency(int second) {
        return frequencies[second];
    }

    public double boundS(int second) {
        return boundsS[second];
    }

    /** How many requests were sent. */
    public long packets() {
        return packets;
    }

    /** The mean time between two requests, to all servers together, in seconds; NaN when there were not two. */
    public double packetIntervalS() {
        return packets < 2 ? Double.NaN : (lastPacketS - firstPacketS) / (double) (packets - 1);
    }
}
