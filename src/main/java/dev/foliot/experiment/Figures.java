package dev.foliot.experiment;

import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.Scenario.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well the clock was kept. Errors are those from the scenario's settling time on, one in each second; what is not
 * known is NaN.
 *
 * @param seed what the world was made with
 * @param rmsOffsetS root mean square of the time error
 * @param maxOffsetS largest time error
 * @param p99OffsetS 99th percentile of its absolute value
 * @param medianOffsetS median of its absolute value
 * @param meanOffsetS its mean, with its sign: what asymmetric delays do
 * @param rmsFrequencyPpb root mean square of the frequency error, slews included
 * @param maxFrequencyPpb largest frequency error
 * @param settlingTimeS the first time from which on the error stayed below the scenario's threshold for as long as it
 *     asks
 * @param packets how many requests were sent, in the whole time
 * @param meanPollS the mean time between two requests to one server
 * @param boundCoverage of the seconds in which a bound was published, those before the settling time too, the part in
 *     which the error was within it
 * @param medianBoundS median of the bounds published
 * @param windows figures of stretches of time
 */
public record Figures(
        int seed,
        double rmsOffsetS,
        double maxOffsetS,
        double p99OffsetS,
        double medianOffsetS,
        double meanOffsetS,
        double rmsFrequencyPpb,
        double maxFrequencyPpb,
        double settlingTimeS,
        long packets,
        double meanPollS,
        double boundCoverage,
        double medianBoundS,
        List<WindowFigures> windows) {

    /**
     * Of a stretch of time.
     *
     * @param name the window's
     * @param rmsOffsetS root mean square of the time error
     * @param maxOffsetS largest time error
     * @param recoveryS how long after its end the error was below the threshold again, to stay there; NaN when that was
     *     not seen
     */
    public record WindowFigures(String name, double rmsOffsetS, double maxOffsetS, double recoveryS) {}

    public static Figures of(Scenario scenario, int seed, Observations observations) {
        int from = Math.min(scenario.settleS(), observations.seconds());
        int to = observations.seconds();
        double[] errors = magnitudes(observations::offsetS, from, to);
        List<WindowFigures> windows = new ArrayList<>();
        for (Window window : scenario.windows()) {
            windows.add(window(scenario, window, observations));
        }
        return new Figures(
                seed,
                rms(observations::offsetS, from, to),
                quantile(errors, 1),
                quantile(errors, 0.99),
                quantile(errors, 0.5),
                IntStream.range(from, to)
                        .mapToDouble(observations::offsetS)
                        .average()
                        .orElse(Double.NaN),
                rms(observations::frequency, from, to) * 1e9,
                greatest(observations::frequency, from, to) * 1e9,
                settlingS(scenario, observations, 0),
                observations.packets(),
                observations.packetIntervalS() * scenario.servers().size(),
                coverage(observations),
                quantile(magnitudes(observations::boundS, from, to), 0.5),
                windows);
    }

    private static WindowFigures window(Scenario scenario, Window window, Observations observations) {
        int to = Math.min(window.toS(), observations.seconds());
        return new WindowFigures(
                window.name(),
                rms(observations::offsetS, window.fromS(), to),
                greatest(observations::offsetS, window.fromS(), to),
                settlingS(scenario, observations, window.toS()) - window.toS());
    }

    /** The first second from {@code from} on that begins a stretch of small errors of the length asked for. */
    private static double settlingS(Scenario scenario, Observations observations, int from) {
        int inARow = 0;
        for (int t = from; t < observations.seconds(); t++) {
            inARow = Math.abs(observations.offsetS(t)) < scenario.thresholdS() ? inARow + 1 : 0;
            if (inARow > scenario.holdS()) {
                return t - scenario.holdS();
            }
        }
        return Double.NaN;
    }

    private static double coverage(Observations observations) {
        int published = 0;
        int held = 0;
        for (int t = 0; t < observations.seconds(); t++) {
            if (Double.isFinite(observations.boundS(t))) {
                published++;
                held += Math.abs(observations.offsetS(t)) <= observations.boundS(t) ? 1 : 0;
            }
        }
        return held / (double) published;
    }

    private static double rms(IntToDoubleFunction value, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += value.applyAsDouble(t) * value.applyAsDouble(t);
        }
        return Math.sqrt(sum / (to - from));
    }

    private static double greatest(IntToDoubleFunction value, int from, int to) {
        return IntStream.range(from, to).mapToDouble(value).map(Math::abs).max().orElse(Double.NaN);
    }

    /** Absolute values, in order; without those that are not finite. */
    private static double[] magnitudes(IntToDoubleFunction value, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(value)
                .filter(Double::isFinite)
                .map(Math::abs)
                .sorted()
                .toArray();
    }

    private static double quantile(double[] sorted, double part) {
        int index = (int) Math.min(sorted.length - 1.0, Math.floor(sorted.length * part));
        return sorted.length == 0 ? Double.NaN : sorted[index];
    }
}
