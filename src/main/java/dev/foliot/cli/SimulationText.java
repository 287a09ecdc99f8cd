package dev.foliot.cli;

import dev.foliot.experiment.Figures;
import dev.foliot.experiment.Summary;
import dev.foliot.scenario.Scenario;
import java.util.List;
import java.util.Locale;

/** The figures of a simulation, for people. */
final class SimulationText {
    private SimulationText() {}

    /** @param elapsedS how long it took, in seconds of real time */
    static String of(Scenario scenario, List<Figures> figures, double elapsedS, Palette palette) {
        String title = palette.strong(scenario.id() + ": " + scenario.title()) + "\n";
        String body = figures.size() == 1 ? one(scenario, figures.get(0)) : several(figures, palette);
        double simulatedS = (double) scenario.durationS() * figures.size();
        String speed = String.format(
                Locale.ROOT,
                "%.0f s of simulated time in %s: %,d times as fast as life",
                simulatedS,
                Format.seconds(elapsedS),
                Math.round(simulatedS / elapsedS));
        return title + body + palette.faint(speed) + "\n";
    }

    private static String one(Scenario scenario, Figures figures) {
        Table table = new Table().left("").left("");
        table.row(
                "time error",
                "RMS " + time(figures.rmsOffsetS()) + ", at most " + time(figures.maxOffsetS()) + ", 99 % within "
                        + time(figures.p99OffsetS()) + ", mean "
                        + Format.known(figures.meanOffsetS(), Format::signedSeconds));
        table.row(
                "frequency error",
                "RMS " + ppb(figures.rmsFrequencyPpb()) + ", at most " + ppb(figures.maxFrequencyPpb())
                        + ", slews included");
        table.row(
                "settling time",
                settling(figures.settlingTimeS()) + ", to stay below " + Format.seconds(scenario.thresholdS()) + " for "
                        + scenario.holdS() + " s");
        table.row("requests", figures.packets() + ", to each server one in " + poll(figures.meanPollS()));
        table.row(
                "error bound",
                "held " + percent(figures.boundCoverage()) + " of the time, median " + time(figures.medianBoundS()));
        for (Figures.WindowFigures window : figures.windows()) {
            String recovery =
                    Double.isNaN(window.recoveryS()) ? "" : ", right again after " + settling(window.recoveryS());
            table.row(
                    window.name(),
                    "RMS " + time(window.rmsOffsetS()) + ", at most " + time(window.maxOffsetS()) + recovery);
        }
        return table.render(Palette.PLAIN);
    }

    private static String several(List<Figures> figures, Palette palette) {
        Table table = new Table()
                .left("Seed")
                .right("RMS")
                .right("Max")
                .right("99 %")
                .right("Mean")
                .right("Frequency")
                .right("Settled")
                .right("Poll")
                .right("Bound held")
                .right("Bound");
        for (Figures f : figures) {
            table.row(
                    String.valueOf(f.seed()),
                    time(f.rmsOffsetS()),
                    time(f.maxOffsetS()),
                    time(f.p99OffsetS()),
                    Format.known(f.meanOffsetS(), Format::signedSeconds),
                    ppb(f.rmsFrequencyPpb()),
                    settling(f.settlingTimeS()),
                    poll(f.meanPollS()),
                    percent(f.boundCoverage()),
                    time(f.medianBoundS()));
        }
        Summary s = Summary.of(figures);
        table.row(
                palette::strong,
                "median",
                time(s.rmsOffsetS()),
                time(s.maxOffsetS()),
                time(s.p99OffsetS()),
                Format.known(s.meanOffsetS(), Format::signedSeconds),
                ppb(s.rmsFrequencyPpb()),
                settling(s.settlingTimeS()),
                poll(s.meanPollS()),
                percent(s.leastBoundCoverage()),
                time(s.medianBoundS()));
        return table.render(palette);
    }

    static String time(double seconds) {
        return Format.known(seconds, Format::seconds);
    }

    static String poll(double seconds) {
        return Format.known(seconds, s -> String.format(Locale.ROOT, "%.1f s", s));
    }

    static String percent(double part) {
        // Rounded down: 100 % says that it held always.
        return Format.known(part, p -> String.format(Locale.ROOT, "%.3f %%", Math.floor(p * 1e5) / 1e3));
    }

    static String settling(double seconds) {
        return Double.isNaN(seconds) ? "never" : String.format(Locale.ROOT, "%.0f s", seconds);
    }

    private static String ppb(double ppb) {
        return Format.known(ppb, p -> String.format(Locale.ROOT, "%.4g ppb", p));
    }
}
