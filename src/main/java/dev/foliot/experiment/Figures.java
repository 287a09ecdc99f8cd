package dev.foliot.experiment;

import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.Scenario.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 * @param boundCoverage the part of all seconds in which a bound was published and the error was within it
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

    public static Figures of(Scenario scenario, int seed, Recording recording) {
        int from = Math.min(scenario.settleS(), recording.seconds());
        double[] offsets = offsets(recording, from, recording.seconds());
        double[] absolute = sorted(offsets);
        List<WindowFigures> windows = new ArrayList<>();
        for (Window window : scenario.windows()) {
            windows.add(window(scenario, window, recording));
        }
        double[] frequencies = frequencies(recording, from);
        return new Figures(
                seed,
                rms(offsets),
                quantile(absolute, 1),
                quantile(absolute, 0.99),
                quantile(absolute, 0.5),
                Arrays.stream(offsets).average().orElse(Double.NaN),
                rms(frequencies) * 1e9,
                quantile(sorted(frequencies), 1) * 1e9,
                settlingS(scenario, recording, 0),
                recording.packets(),
                recording.packetIntervalS() * scenario.servers().size(),
                coverage(recording),
                medianBound(recording, from),
                windows);
    }

    private static WindowFigures window(Scenario scenario, Window window, Recording recording) {
        double[] offsets = offsets(recording, window.fromS(), Math.min(window.toS(), recording.seconds()));
        return new WindowFigures(
                window.name(),
                rms(offsets),
                quantile(sorted(offsets), 1),
                settlingS(scenario, recording, window.toS()) - window.toS());
    }

    /** The first second from {@code from} on that begins a stretch of small errors of the length asked for. */
    private static double settlingS(Scenario scenario, Recording recording, int from) {
        int inARow = 0;
        for (int t = from; t < recording.seconds(); t++) {
            inARow = Math.abs(recording.offsetS(t)) < scenario.thresholdS() ? inARow + 1 : 0;
            if (inARow > scenario.holdS()) {
                return t - scenario.holdS();
            }
        }
        return Double.NaN;
    }

    private static double coverage(Recording recording) {
        int published = 0;
        int held = 0;
        for (int t = 0; t < recording.seconds(); t++) {
            if (Double.isFinite(recording.boundS(t))) {
                published++;
                held += Math.abs(recording.offsetS(t)) <= recording.boundS(t) ? 1 : 0;
            }
        }
        return held / (double) published;
    }

    private static double medianBound(Recording recording, int from) {
        double[] bounds = new double[recording.seconds() - from];
        int count = 0;
        for (int t = from; t < recording.seconds(); t++) {
            if (Double.isFinite(recording.boundS(t))) {
                bounds[count++] = recording.boundS(t);
            }
        }
        return quantile(sorted(Arrays.copyOf(bounds, count)), 0.5);
    }

    private static double[] offsets(Recording recording, int from, int to) {
        double[] offsets = new double[Math.max(0, to - from)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = recording.offsetS(from + i);
        }
        return offsets;
    }

    private static double[] frequencies(Recording recording, int from) {
        double[] frequencies = new double[recording.seconds() - from];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = recording.frequency(from + i);
        }
        return frequencies;
    }

    private static double rms(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    /** Absolute values, in order. */
    private static double[] sorted(double[] values) {
        double[] absolute = values.clone();
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] = Math.abs(absolute[i]);
        }
        Arrays.sort(absolute);
        return absolute;
    }

    private static double quantile(double[] sorted, double part) {
        int index = (int) Math.min(sorted.length - 1.0, Math.floor(sorted.length * part));
        return sorted.length == 0 ? Double.NaN : sorted[index];
    }
}
