package dev.foliot.experiment;

import dev.foliot.scenario.ClknetsimConfiguration;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.Scenario.StepRule;
import dev.foliot.scenario.ScenarioWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Trials in clknetsim, unmodified: chronyd for each server, the daemon in a process of its own, and the simulator, which
 * writes down what the clocks do. Needs python3, which starts them.
 */
public final class ClknetsimLaboratory implements Laboratory {
    private static final long LONGEST_S = 600;
    /** The user that {@code start.py} makes servers and simulator run as when it can. */
    private static final int NOBODY = 65534;

    private final Path simulator;
    private final Path library;
    private final Path chronyd;
    private final List<String> daemon;
    private final BlockingQueue<Integer> processors = new LinkedBlockingQueue<>();

    /**
     * @param directory where clknetsim was built
     * @param chronyd the program that the servers are
     * @param daemon the command that joins the simulator at its standard input
     * @throws IOException when something of that is not there
     */
    public ClknetsimLaboratory(Path directory, Path chronyd, List<String> daemon) throws IOException {
        this.simulator = executable(directory.resolve("clknetsim"));
        this.library = directory.resolve("clknetsim.so").toRealPath();
        this.chronyd = executable(chronyd);
        this.daemon = List.copyOf(daemon);
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            processors.add(i);
        }
    }

    private static Path executable(Path file) throws IOException {
        if (!Files.isExecutable(file)) {
            throw new IOException(file + ": there is no such program");
        }
        return file.toRealPath();
    }

    @Override
    public String name() {
        return "clknetsim";
    }

    @Override
    public Observations run(Scenario scenario, int seed) throws IOException, InterruptedException {
        int processor = processors.take();
        Path directory = Files.createTempDirectory("foliot-clknetsim");
        try {
            if (System.getProperty("user.name").equals("root")) {
                Files.setAttribute(directory, "unix:uid", NOBODY);
            }
            Files.writeString(directory.resolve("conf"), configuration(scenario));
            new Run(scenario, seed, processor, directory).run();
            return ClknetsimLogs.read(directory, scenario.servers().size(), scenario.durationS());
        } finally {
            processors.add(processor);
            delete(directory);
        }
    }

    private static String configuration(Scenario scenario) throws IOException {
        try {
            return ClknetsimConfiguration.of(scenario);
        } catch (UnsupportedOperationException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** The processes of one simulation. */
    private final class Run {
        private final Scenario scenario;
        private final int seed;
        private final int processor;
        private final Path directory;
        private final List<Process> processes = new ArrayList<>();

        Run(Scenario scenario, int seed, int processor, Path directory) {
            this.scenario = scenario;
            this.seed = seed;
            this.processor = processor;
            this.directory = directory;
        }

        void run() throws IOException, InterruptedException {
            int client = scenario.servers().size() + 1;
            try {
                for (int node = 1; node < client; node++) {
                    startServer(node);
                }
                start("client", "connected", daemon, clientEnvironment(client));
                List<String> command = List.of(
                        simulator.toString(),
                        "-s",
                        "sock",
                        "-o",
                        "offset",
                        "-f",
                        "freq",
                        "-p",
                        "packets",
                        "-l",
                        String.valueOf(scenario.durationS()),
                        "conf",
                        String.valueOf(client));
                Process simulation = start("simulator", "nobody", command, Map.of());
                if (!simulation.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
                    throw new IOException(complaint("did not end within " + LONGEST_S + " s"));
                }
                if (simulation.exitValue() != 0) {
                    throw new IOException(complaint("failed with " + simulation.exitValue()));
                }
            } finally {
                for (Process process : processes) {
                    if (!process.waitFor(1, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                }
            }
        }

        private void startServer(int node) throws IOException {
            Path configuration = directory.resolve("server" + node + ".conf");
            Files.writeString(
                    configuration, "pidfile " + directory + "/pid" + node + "\ncmdport 0\nlocal stratum 1\nallow\n");
            start(
                    "server" + node,
                    "nobody",
                    List.of(chronyd.toString(), "-d", "-f", configuration.toString()),
                    Map.of("LD_PRELOAD", library.toString(), "CLKNETSIM_NODE", String.valueOf(node)));
        }

        private Map<String, String> clientEnvironment(int node) {
            Scenario.Client client = scenario.client();
            return Map.of(
                    "CLKNETSIM_NODE", String.valueOf(node),
                    "SCEN_ID", scenario.id(),
                    "SCEN_SERVERS", String.valueOf(node - 1),
                    "SCEN_MINPOLL", String.valueOf(client.minPoll().log2S()),
                    "SCEN_MAXPOLL", String.valueOf(client.maxPoll().log2S()),
                    "SCEN_IBURST", client.iburst() ? "1" : "0",
                    "SCEN_STEP",
                            String.valueOf(
                                    client.step().map(StepRule::thresholdS).orElse(0.0)));
        }

        /** What is said to be preloaded is meant for the command, not for what starts it. */
        private Process start(String name, String mode, List<String> command, Map<String, String> environment)
                throws IOException {
            List<String> words = new ArrayList<>(List.of("python3", "-c", launcher(), String.valueOf(processor), mode));
            words.add("env");
            environment.forEach((key, value) -> words.add(key + "=" + value));
            words.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(directory.resolve("log-" + name).toFile());
            builder.environment()
                    .putAll(Map.of(
                            "CLKNETSIM_SOCKET", directory.resolve("sock").toString(),
                            "CLKNETSIM_RANDOM_SEED", String.valueOf(seed),
                            "CLKNETSIM_START_DATE", String.valueOf(ScenarioWorld.START_UTC_S)));
            Process process = builder.start();
            processes.add(process);
            return process;
        }

        private String complaint(String what) throws IOException {
            StringBuilder text = new StringBuilder(scenario.id() + ", seed " + seed + ": clknetsim " + what);
            for (String name : List.of("simulator", "client", "server1")) {
                Path log = directory.resolve("log-" + name);
                String said = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
                text.append("\n").append(name).append(": ").append(said.substring(Math.max(0, said.length() - 500)));
            }
            return text.toString();
        }
    }

    private static String launcher() throws IOException {
        try (InputStream in = ClknetsimLaboratory.class.getResourceAsStream("start.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
