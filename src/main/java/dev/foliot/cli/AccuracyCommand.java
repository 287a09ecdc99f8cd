package dev.foliot.cli;

import dev.foliot.daemon.Logging;
import dev.foliot.experiment.ClknetsimLaboratory;
import dev.foliot.experiment.Comparison;
import dev.foliot.experiment.Laboratory;
import dev.foliot.experiment.Series;
import dev.foliot.experiment.Tightness;
import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot accuracy}: the daemon beside others, in the same simulated worlds. */
final class AccuracyCommand implements Command {
    /** What {@code --json} prints. */
    private record Report(String simulator, List<Comparison> scenarios, double geometricMeanRatio) {}

    /** Nearly symmetric: what a local network with hardware timestamps may be. */
    private static final double DECLARED_ASYMMETRY = 0.05;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String arguments() {
        return "[SCENARIO...]";
    }

    @Override
    public String summary() {
        return "compare the daemon with others in the same simulated worlds";
    }

    @Override
    public String details() {
        return """
                Runs the daemon in the scenarios in which chrony, ntp and ntpsec were
                measured, or in those named, with each seed that these had, and sets its
                error beside theirs. The ratio is to the best of them in that scenario,
                seed by seed; the last line is the geometric mean of the ratios.

                With --bounds the table is of how tight the error bound is: with nothing
                known of the paths, and with a maximum-asymmetry that the client is told.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("seeds", "A-B", "which worlds; default 1-20"),
                CommonOptions.flag("variants", "other worlds, in which nothing was tuned and nobody else measured"),
                CommonOptions.flag("markdown", "print the table for a document"),
                CommonOptions.flag("bounds", "how tight the error bound is, by default and with an asymmetry declared"),
                CommonOptions.valued(
                        "asymmetry", "PART", "the maximum-asymmetry that is declared; default " + DECLARED_ASYMMETRY),
                CommonOptions.valued(
                        "clknetsim", "DIRECTORY", "run in clknetsim, built there, instead of foliot's own simulator"),
                CommonOptions.valued(
                        "chronyd", "FILE", "the program of clknetsim's servers; default /usr/sbin/chronyd"),
                CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException, InterruptedException {
        call.refuseTogether("json", "markdown");
        List<Scenario> scenarios = new ArrayList<>();
        for (String id : call.arguments(0, Integer.MAX_VALUE)) {
            scenarios.add(ScenarioArgument.named(id));
        }
        if (call.has("variants") && !scenarios.isEmpty()) {
            throw new UsageException("--variants means all of them; there are names on the line");
        }
        ScenarioFile file = call.has("variants") ? BuiltInScenarios.variants() : BuiltInScenarios.compared();
        List<Integer> seeds = Seeds.of(call, file.seeds());
        List<Scenario> chosen = scenarios.isEmpty() ? file.scenarios() : scenarios;
        Logging.start(System.Logger.Level.OFF, false);
        if (call.has("bounds")) {
            printBounds(call, chosen, seeds);
            return ExitCode.OK;
        }
        if (call.has("asymmetry")) {
            throw new UsageException("--asymmetry goes with --bounds");
        }
        Laboratory laboratory = laboratory(call);
        List<Comparison> rows = rows(call, laboratory, chosen, seeds);
        if (call.json()) {
            call.terminal().printJson(new Report(laboratory.name(), rows, Comparison.geometricMean(rows)));
        } else if (call.has("markdown")) {
            call.terminal().print(new AccuracyText(rows).markdown());
        } else {
            call.terminal().print(new AccuracyText(rows).text(call.palette()));
        }
        return ExitCode.OK;
    }

    private static void printBounds(Invocation call, List<Scenario> scenarios, List<Integer> seeds)
            throws CommandException, IOException, InterruptedException {
        call.refuseTogether("bounds", "json");
        call.refuseTogether("bounds", "clknetsim");
        double asymmetry = call.number("asymmetry", 0, 1, DECLARED_ASYMMETRY);
        List<Tightness> rows = new ArrayList<>();
        try (Series series = new Series(Laboratory.inProcess())) {
            for (Scenario scenario : scenarios) {
                Series.Pending asItIs = series.start(scenario, seeds);
                Series.Pending declared = series.start(scenario.withMaximumAsymmetry(asymmetry), seeds);
                rows.add(Tightness.of(scenario, asItIs.await(), declared.await()));
                call.terminal().complain(rows.size() + "/" + scenarios.size() + " " + scenario.id());
            }
        }
        BoundsText text = new BoundsText(rows, asymmetry);
        call.terminal().print(call.has("markdown") ? text.markdown() : text.text(call.palette()));
    }

    private static Laboratory laboratory(Invocation call) throws CommandException {
        Path clknetsim = call.path("clknetsim", null);
        if (clknetsim == null) {
            if (call.has("chronyd")) {
                throw new UsageException("--chronyd goes with --clknetsim");
            }
            return Laboratory.inProcess();
        }
        try {
            return new ClknetsimLaboratory(
                    clknetsim, call.path("chronyd", Path.of("/usr/sbin/chronyd")), NodeLaunch.words());
        } catch (IOException e) {
            throw new CommandException(ExitCode.NO_INPUT, e.getMessage());
        }
    }

    private static List<Comparison> rows(
            Invocation call, Laboratory laboratory, List<Scenario> scenarios, List<Integer> seeds)
            throws IOException, InterruptedException {
        List<Comparison> rows = new ArrayList<>();
        long startNs = System.nanoTime();
        try (Series series = new Series(laboratory)) {
            List<Series.Pending> pending = scenarios.stream()
                    .map(scenario -> series.start(scenario, seeds))
                    .toList();
            for (int i = 0; i < scenarios.size(); i++) {
                rows.add(Comparison.of(scenarios.get(i), pending.get(i).await()));
                double elapsedS = (System.nanoTime() - startNs) * 1e-9;
                call.terminal().complain(AccuracyText.progress(rows, scenarios.size(), elapsedS));
            }
        }
        return rows;
    }
}
