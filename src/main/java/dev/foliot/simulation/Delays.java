package dev.foliot.simulation;

/**
 * Models of one direction of a network path: signals whose value is the delay of a packet in seconds, drawn once for
 * each packet sent. A delay that is not positive means that the packet is lost. No packet waits for another, so a later
 * one may overtake.
 */
public final class Delays {
    /** What a lost packet's delay is; far below zero, so that nothing added to it makes it a delay again. */
    private static final double LOST_S = -1e9;

    private Delays() {}

    public static Signal constant(double delayS) {
        return Signal.constant(delayS);
    }

    /** {@code baseS} and a queueing time above it that is exponential with mean {@code meanS}. */
    public static Signal exponential(RandomStreams streams, double baseS, double meanS) {
        return Signal.constant(baseS).plus(streams.exponential().times(meanS));
    }

    /** {@code meanS} with a normal deviation of {@code sigmaS}. */
    public static Signal normal(RandomStreams streams, double meanS, double sigmaS) {
        return Signal.constant(meanS).plus(streams.normal().times(sigmaS));
    }

    /** {@code delay}, but each packet is lost with {@code probability}. */
    public static Signal lossy(Signal delay, RandomStreams streams, double probability) {
        Signal uniform = streams.uniform();
        return trueS -> {
            double delayS = delay.next(trueS);
            return uniform.next(trueS) <= probability ? LOST_S : delayS;
        };
    }

    /** {@code delay}, but everything sent from {@code fromTrueS} until before {@code toTrueS} is lost. */
    public static Signal outage(Signal delay, double fromTrueS, double toTrueS) {
        return trueS -> {
            double delayS = delay.next(trueS);
            return trueS >= fromTrueS && trueS < toTrueS ? LOST_S : delayS;
        };
    }
}
