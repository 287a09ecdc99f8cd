package dev.foliot.scenario;

import dev.foliot.scenario.Scenario.Client;
import dev.foliot.scenario.Scenario.KernelKind;
import dev.foliot.scenario.Scenario.Server;
import dev.foliot.scenario.Scenario.StepRule;
import dev.foliot.scenario.Scenario.Suspend;
import dev.foliot.scenario.Scenario.Window;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.PollExponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads scenario files: JSON of the format {@value #FORMAT}, whose fields {@code docs/simulation.md} explains. It is
 * strict, and finds everything that is wrong in one go.
 */
public final class ScenarioReader {
    static final String FORMAT = "clk-scenarios/1";

    /** Longer texts than any file that a person writes. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_DURATION_S = 1_000_000;
    private static final int MAX_SERVERS = 100;
    private static final double MAX_OFFSET_S = 1e8;
    private static final int DEFAULT_HOLD_S = 1000;

    private final Problems problems;
    private int holdS = DEFAULT_HOLD_S;

    private ScenarioReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The scenarios that {@code text} describes.
     *
     * @param file the text's name, for the reader of complaints
     */
    public static ScenarioFile read(String file, String text) throws ScenarioException {
        Problems problems = new Problems(file);
        if (text.length() > MAX_LENGTH) {
            throw problems.fatal("", "longer than " + MAX_LENGTH + " characters");
        }
        ScenarioFile read = new ScenarioReader(problems).file(JsonText.parse(text, problems));
        problems.throwIfAny();
        return read;
    }

    private ScenarioFile file(JsonValue root) throws ScenarioException {
        Fields fields = new Fields(root, problems);
        if (!fields.text("format").equals(FORMAT)) {
            throw problems.fatal("format", "expected \"" + FORMAT + "\"");
        }
        fields.items("notes");
        holdS = fields.integer("hold", 0, MAX_DURATION_S, DEFAULT_HOLD_S);
        List<Integer> seeds = new ArrayList<>();
        for (JsonValue seed : fields.items("seeds")) {
            seeds.add(fields.integer(seed, 1, Integer.MAX_VALUE));
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (JsonValue item : fields.requiredItems("scenarios")) {
            scenarios.add(scenario(item));
        }
        fields.end();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < scenarios.size(); i++) {
            if (!ids.add(scenarios.get(i).id())) {
                problems.add("scenarios[" + i + "].id", "\"" + scenarios.get(i).id() + "\" stands twice");
            }
        }
        return new ScenarioFile(seeds.isEmpty() ? List.of(1) : seeds, scenarios);
    }

    private Scenario scenario(JsonValue item) {
        Fields fields = new Fields(item, problems);
        String id = fields.text("id");
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}")) {
            problems.add(item.path() + ".id", "expected up to 40 letters, digits, dots, dashes, underscores");
        }
        String title = fields.text("title");
        Optional<Expression> up = fields.optional("up").map(v -> ExpressionReader.delay(v, problems));
        Optional<Expression> down = fields.optional("down").map(v -> ExpressionReader.delay(v, problems));
        List<Server> servers = new ArrayList<>();
        for (JsonValue server : fields.requiredItems("servers")) {
            servers.add(server(server, up, down));
        }
        if (servers.isEmpty() || servers.size() > MAX_SERVERS) {
            problems.add(item.path() + ".servers", "expected 1 to " + MAX_SERVERS + " servers");
        }
        Optional<Client> client = fields.required("client").map(this::client);
        int durationS = fields.integer("duration", 1, MAX_DURATION_S);
        int settleS = fields.integer("settle", 0, Math.max(0, durationS - 1));
        double thresholdS = fields.number("threshold", 1e-9, 1e6);
        int hold = fields.integer("hold", 0, MAX_DURATION_S, holdS);
        List<Window> windows = new ArrayList<>();
        for (JsonValue window : fields.items("windows")) {
            windows.add(window(window, durationS));
        }
        fields.end();
        return new Scenario(id, title, servers, client.orElse(null), durationS, settleS, thresholdS, hold, windows);
    }

    private Server server(JsonValue item, Optional<Expression> up, Optional<Expression> down) {
        Fields fields = new Fields(item, problems);
        Optional<Expression> ownUp = fields.optional("up").map(v -> ExpressionReader.delay(v, problems));
        Optional<Expression> ownDown = fields.optional("down").map(v -> ExpressionReader.delay(v, problems));
        if (ownUp.or(() -> up).isEmpty() || ownDown.or(() -> down).isEmpty()) {
            problems.add(item.path(), "\"up\" and \"down\" are missing, here or in the scenario");
        }
        Server server = new Server(
                fields.number("offset", -MAX_OFFSET_S, MAX_OFFSET_S),
                frequency(fields),
                eachSecond(fields, "jump"),
                ownUp.or(() -> up).orElse(Expression.ZERO),
                ownDown.or(() -> down).orElse(Expression.ZERO),
                profile(fields),
                fields.number("maximum_asymmetry", 0, 1, 1));
        fields.end();
        return server;
    }

    private static ServerProfile profile(Fields fields) {
        return Server.USUAL_PROFILE
                .withPrecision(fields.integer("precision", -32, 0, Server.USUAL_PROFILE.precisionLog2S()))
                .withStratum(fields.integer("stratum", 1, 15, 1))
                .withLeap(fields.word("leap", LeapIndicator.class, LeapIndicator.NONE))
                .withRoot(fields.number("root_delay", 0, 16, 0), fields.number("root_dispersion", 0, 16, 0))
                .withTurnaround(fields.number("turnaround", 0, 10, 0));
    }

    private Client client(JsonValue item) {
        Fields fields = new Fields(item, problems);
        double offsetS = fields.number("offset", -MAX_OFFSET_S, MAX_OFFSET_S);
        Expression frequency = frequency(fields);
        Optional<Expression> jump = eachSecond(fields, "jump");
        Optional<Suspend> suspend = fields.optional("suspend").map(this::suspend);
        List<JsonValue> poll = fields.requiredItems("poll");
        PollExponent min = new PollExponent(0);
        PollExponent max = min;
        if (poll.size() == 2) {
            min = new PollExponent(fields.integer(poll.get(0), PollExponent.MIN, PollExponent.MAX));
            max = new PollExponent(fields.integer(poll.get(1), min.log2S(), PollExponent.MAX));
        } else {
            problems.add(item.path() + ".poll", "expected [MINIMUM, MAXIMUM]");
        }
        boolean iburst = fields.truth("iburst", false);
        Optional<StepRule> step = fields.optional("step").map(this::stepRule);
        long quantumNs = Math.round(fields.number("quantum", 1e-9, 1, 1e-9) * 1e9);
        KernelKind system = fields.word("system", KernelKind.class, KernelKind.LINUX);
        fields.end();
        return new Client(offsetS, frequency, jump, suspend, min, max, iburst, step, quantumNs, system);
    }

    private Suspend suspend(JsonValue item) {
        Fields fields = new Fields(item, problems);
        Suspend suspend = new Suspend(
                fields.required("duration")
                        .map(v -> ExpressionReader.eachSecond(v, problems))
                        .orElse(Expression.ZERO),
                eachSecond(fields, "error").orElse(Expression.ZERO));
        fields.end();
        return suspend;
    }

    private StepRule stepRule(JsonValue item) {
        Fields fields = new Fields(item, problems);
        StepRule rule = new StepRule(fields.number("threshold", 1e-9, 1e9), fields.integer("limit", -1, 1_000_000));
        fields.end();
        return rule;
    }

    private Window window(JsonValue item, int durationS) {
        Fields fields = new Fields(item, problems);
        String name = fields.text("name");
        int fromS = fields.integer("from", 0, durationS - 1);
        int toS = fields.integer("to", fromS + 1, durationS);
        fields.end();
        return new Window(name, fromS, toS);
    }

    private Expression frequency(Fields fields) {
        return fields.required("freq")
                .map(v -> ExpressionReader.eachSecond(v, problems))
                .orElse(Expression.ZERO);
    }

    private Optional<Expression> eachSecond(Fields fields, String name) {
        return fields.optional(name).map(v -> ExpressionReader.eachSecond(v, problems));
    }
}
