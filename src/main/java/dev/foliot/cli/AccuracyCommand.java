package dev.foliot.cli;

import dev.foliot.daemon.Logging;
import dev.foliot.experiment.ClknetsimLaboratory;
import dev.foliot.experiment.Comparison;
import dev.foliot.experiment.Laboratory;
import dev.foliot.experiment.Series;
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
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("seeds", "A-B", "which worlds; default 1-20"),
                CommonOptions.flag("variants", "other worlds, in which nothing was tuned and nobody else measured"),
                CommonOptions.flag("markdown", "print the table for a document"),
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
        Logging.start(System.Logger.Level.OFF, false);
        Laboratory laboratory = laboratory(call);
        List<Comparison> rows = rows(call, laboratory, scenarios.isEmpty() ? file.scenarios() : scenarios, seeds);
        if (call.json()) {
            call.terminal().printJson(new Report(laboratory.name(), rows, Comparison.geometricMean(rows)));
        } else if (call.has("markdown")) {
            call.terminal().print(new AccuracyText(rows).markdown());
        } else {
            call.terminal().print(new AccuracyText(rows).text(call.palette()));
        }
        return ExitCode.OK;
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
