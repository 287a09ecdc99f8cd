package dev.foliot.experiment;

import dev.foliot.plot.Chart;
import dev.foliot.plot.Curve;
import dev.foliot.plot.LinearScale;
import dev.foliot.plot.LogScale;
import dev.foliot.plot.PowersOfTwoScale;
import dev.foliot.plot.TimeText;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.Scenario.Window;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A trial as a picture: time error, its bound, frequency, poll interval. */
public final class TrialPlot {
    private static final int TALL = 170;
    private static final int SHORT = 84;

    private TrialPlot() {}

    /** Runs a scenario with a seed; gives an SVG file. */
    public static String of(Scenario scenario, int seed) {
        Trace trace = new Trace(scenario);
        Observations observations = Trial.run(scenario, seed, trace);
        return svg(scenario, observations, trace, Figures.of(scenario, seed, observations));
    }

    static String svg(Scenario scenario, Observations observations, Trace trace, Figures figures) {
        double[] error = series(observations, observations::offsetS);
        double[] bound = series(observations, observations::boundS);
        Chart chart =
                new Chart(scenario.id() + ": " + scenario.title(), subtitle(scenario, figures), scenario.durationS());
        for (Window window : scenario.windows()) {
            chart.span(window.name(), window.fromS(), window.toS());
        }
        if (scenario.settleS() > 0) {
            chart.mark("counted from here", scenario.settleS());
        }
        return chart.panel(
                        "True error of the clock",
                        LinearScale.ofTimeAroundZero(positive(figures.maxOffsetS() * 1.15)),
                        TALL,
                        new Curve("true error", Curve.Color.BLUE, Curve.Form.LINE, error))
                .panel(
                        "Size of the error, and the bound that is to contain it",
                        errorScale(figures, error, bound),
                        TALL,
                        new Curve("true error", Curve.Color.BLUE, Curve.Form.AREA, magnitudes(error)),
                        new Curve("published bound", Curve.Color.ORANGE, Curve.Form.RANGE, bound))
                .panel(
                        "Frequency",
                        frequencyScale(trace, scenario.settleS()),
                        TALL,
                        new Curve("correction", Curve.Color.GREEN, Curve.Form.LINE, trace.correctionPpm()),
                        new Curve("what the oscillator needs", Curve.Color.GRAY, Curve.Form.LINE, trace.neededPpm()))
                .panel(
                        "Poll interval",
                        new PowersOfTwoScale(
                                scenario.client().minPoll().log2S(),
                                scenario.client().maxPoll().log2S()),
                        SHORT,
                        new Curve("shortest of the sources", Curve.Color.BLUE, Curve.Form.LINE, trace.pollS()))
                .svg();
    }

    private static String subtitle(Scenario scenario, Figures figures) {
        return String.format(
                Locale.ROOT,
                "seed %d; from %d s on RMS %s, at most %s; %s",
                figures.seed(),
                scenario.settleS(),
                TimeText.of(figures.rmsOffsetS()),
                TimeText.of(figures.maxOffsetS()),
                coverage(figures.boundCoverage()));
    }

    private static String coverage(double part) {
        // Rounded down: 100 % says that it held always.
        return Double.isNaN(part)
                ? "no bound was published"
                : String.format(Locale.ROOT, "within the bound %.3f %% of the time", Math.floor(part * 1e5) / 1e3);
    }

    private static double[] series(Observations observations, IntToDoubleFunction value) {
        return IntStream.range(0, observations.seconds()).mapToDouble(value).toArray();
    }

    private static double[] magnitudes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /** A clock that is never wrong needs an axis all the same. */
    private static double positive(double limitS) {
        return limitS > 0 ? limitS : 1e-9;
    }

    private static LogScale errorScale(Figures figures, double[] error, double[] bound) {
        double greatest = Math.max(
                Arrays.stream(error).map(Math::abs).max().orElse(1),
                Arrays.stream(bound).filter(Double::isFinite).max().orElse(1));
        double least = positive(figures.medianOffsetS() / 3);
        return new LogScale(Math.max(1e-9, least), Math.max(1e-8, greatest));
    }

    /** As wide as what is to be seen once the clock has settled: the search before that may go anywhere. */
    private static LinearScale frequencyScale(Trace trace, int settleS) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double[] values : new double[][] {trace.neededPpm(), trace.correctionPpm()}) {
            for (int t = Math.min(settleS, values.length - 1); t < values.length; t++) {
                if (Double.isFinite(values[t])) {
                    least = Math.min(least, values[t]);
                    greatest = Math.max(greatest, values[t]);
                }
            }
        }
        double margin = Math.max(0.005, (greatest - least) * 0.15);
        return LinearScale.of(least - margin, greatest + margin, "ppm");
    }
}
