package dev.foliot.cli;

import dev.foliot.daemon.Logging;
import dev.foliot.experiment.ClknetsimClient;
import dev.foliot.experiment.Figures;
import dev.foliot.experiment.Laboratory;
import dev.foliot.experiment.Series;
import dev.foliot.experiment.Summary;
import dev.foliot.experiment.TrialPlot;
import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.Scenario;
import dev.foliot.simulation.ImpossibleWorldException;
import dev.foliot.simulation.clknetsim.SimulationEndedException;
import dev.foliot.simulation.clknetsim.StandardInputChannel;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot simulate}: how well the daemon keeps a clock in a world whose truth is known. */
final class SimulateCommand implements Command {
    /** What {@code --json} prints. */
    private record Report(String scenario, String title, Summary summary, List<Figures> seeds) {}

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public String arguments() {
        return "SCENARIO | FILE.json [SCENARIO]";
    }

    @Override
    public String summary() {
        return "run the daemon in a simulated world, and see how well it keeps time";
    }

    @Override
    public String details() {
        return """
                Runs the daemon itself in virtual time, in a world with its own oscillator,
                networks and servers, and measures its clock by true time, which is known
                there. SCENARIO is one that ships with foliot (--list), or one in a file.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("seed", "N", "what the world's random numbers are made from; default 1"),
                CommonOptions.valued("seeds", "A-B", "several worlds, each with its own seed, on all processors"),
                CommonOptions.flag("list", "list the scenarios that ship with foliot"),
                CommonOptions.valued("plot", "FILE.svg", "draw error, bound, frequency and poll interval of one world"),
                CommonOptions.json(),
                CommonOptions.flag(
                        "clknetsim", "be a node of the simulator clknetsim, which standard input is connected to"));
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException, InterruptedException {
        call.refuseTogether("list", "clknetsim", "seed", "seeds", "plot", "json");
        call.refuseTogether("clknetsim", "seed", "seeds", "plot", "json");
        call.refuseTogether("seed", "seeds");
        if (call.has("list")) {
            call.arguments(0, 0);
            call.terminal().print(list(call.palette()));
            return ExitCode.OK;
        }
        if (call.has("clknetsim")) {
            call.arguments(0, 0);
            return joinClknetsim();
        }
        Scenario scenario = scenario(call.arguments(1, 2));
        List<Integer> one = List.of(call.integer("seed", 1, Integer.MAX_VALUE, 1));
        List<Integer> seeds = Seeds.of(call, one);
        Path plot = call.path("plot", null);
        if (plot != null && seeds.size() > 1) {
            throw new UsageException("--plot: a plot shows one world; there are " + seeds.size() + " seeds");
        }
        Logging.start(System.Logger.Level.OFF, false);
        long startNs = System.nanoTime();
        List<Figures> figures;
        try (Series series = new Series(Laboratory.inProcess())) {
            figures = series.start(scenario, seeds).await();
        } catch (ImpossibleWorldException e) {
            throw new CommandException(ExitCode.CONFIG, scenario.id() + ": " + e.getMessage());
        }
        double elapsedS = (System.nanoTime() - startNs) * 1e-9;
        if (plot != null) {
            write(plot, TrialPlot.of(scenario, seeds.get(0)));
        }
        if (call.json()) {
            call.terminal().printJson(new Report(scenario.id(), scenario.title(), Summary.of(figures), figures));
        } else {
            call.terminal().print(SimulationText.of(scenario, figures, elapsedS, call.palette()));
        }
        return ExitCode.OK;
    }

    private static void write(Path file, String text) throws CommandException {
        try {
            Files.writeString(file, text);
        } catch (NoSuchFileException e) {
            throw new CommandException(ExitCode.IO_ERROR, file + ": cannot be written: there is no such directory");
        } catch (AccessDeniedException e) {
            throw new CommandException(ExitCode.IO_ERROR, file + ": cannot be written: permission denied");
        } catch (IOException e) {
            throw new CommandException(ExitCode.IO_ERROR, file + ": cannot be written: " + e.getMessage());
        }
    }

    private static ExitCode joinClknetsim() throws CommandException {
        Logging.start(System.Logger.Level.WARNING, false);
        try {
            new ClknetsimClient(System.getenv()).run(new StandardInputChannel());
            return ExitCode.OK;
        } catch (SimulationEndedException e) {
            throw new CommandException(ExitCode.PROTOCOL, e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static Scenario scenario(List<String> arguments) throws CommandException {
        String first = arguments.get(0);
        String second = arguments.size() > 1 ? arguments.get(1) : null;
        if (first.endsWith(".json") || first.indexOf('/') >= 0) {
            return ScenarioArgument.inFile(Path.of(first), second);
        }
        if (second != null) {
            throw new UsageException("too much on the line: " + second);
        }
        return ScenarioArgument.named(first);
    }

    private static String list(Palette palette) {
        Table table = new Table().left("Scenario").left("World");
        for (Scenario scenario : BuiltInScenarios.all().scenarios()) {
            table.row(scenario.id(), scenario.title());
        }
        return table.render(palette);
    }
}
