package dev.foliot.simulation;

import dev.foliot.time.Frequency;

/**
 * Models of a clock's oscillator: signals whose value is its relative frequency error (a ratio: seconds gained each
 * second), drawn once for each second of true time. They add up with {@link Signal#plus}.
 */
public final class Oscillators {
    private Oscillators() {}

    public static Signal constant(Frequency error) {
        return Signal.constant(error.ratio());
    }

    /**
     * Random-walk frequency: each second the frequency takes a step that is normal with standard deviation {@code
     * perSecond}. After T seconds its variance is T perSecond^2; the Allan deviation is perSecond sqrt(tau / 3).
     */
    public static Signal wander(RandomStreams streams, Frequency perSecond) {
        return Signal.accumulated(streams.normal().times(perSecond.ratio()));
    }

    /**
     * A frequency that swings with the temperature: {@code amplitude} sin(2 pi t / period), for a clock that starts at
     * true time 0.
     */
    public static Signal sine(Frequency amplitude, double periodS) {
        return Signal.sine(periodS).times(amplitude.ratio());
    }

    /** 0 before {@code atTrueS} and {@code change} from then on. */
    public static Signal step(double atTrueS, Frequency change) {
        double ratio = change.ratio();
        return trueS -> trueS >= atTrueS ? ratio : 0;
    }
}
