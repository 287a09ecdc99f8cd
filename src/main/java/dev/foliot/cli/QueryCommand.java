package dev.foliot.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot query}: what other clocks say; changes nothing. */
final class QueryCommand implements Command {
    private static final int LARGEST_COUNT = 1_000_000;
    private static final double SHORTEST_INTERVAL_S = 0.01;
    private static final double LONGEST_INTERVAL_S = 86400;
    private static final double LONGEST_TIMEOUT_S = 4;
    private static final double DEFAULT_INTERVAL_S = 1;
    private static final double DEFAULT_TIMEOUT_S = 3;

    private final Probe.Factory probes;

    QueryCommand(Probe.Factory probes) {
        this.probes = probes;
    }

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String arguments() {
        return "HOST[:PORT]...";
    }

    @Override
    public String summary() {
        return "measure other clocks, and change nothing";
    }

    @Override
    public String details() {
        return """
                Asks each server for the time and shows by how much this machine's clock
                differs: positive offsets say that it is behind. Asks no more when a server
                refuses. Ends with 69 when a server gave no measurement.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("count", "N", "requests to each server; default 1"),
                CommonOptions.valued("interval", "SECONDS", "time between requests; default 1"),
                CommonOptions.valued("timeout", "SECONDS", "how long to wait for a reply; default 3"),
                CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, InterruptedException {
        List<ServerAddress> servers = new ArrayList<>();
        for (String argument : call.arguments(1, Integer.MAX_VALUE)) {
            servers.add(ServerAddress.parse(argument));
        }
        Query.Listener listener = call.json() ? new SilentListener() : new QueryText(call.terminal(), call.palette());
        Query query = new Query(
                call.integer("count", 1, LARGEST_COUNT, 1),
                nanoseconds(call.seconds("interval", SHORTEST_INTERVAL_S, LONGEST_INTERVAL_S, DEFAULT_INTERVAL_S)),
                nanoseconds(call.seconds("timeout", SHORTEST_INTERVAL_S, LONGEST_TIMEOUT_S, DEFAULT_TIMEOUT_S)),
                probes,
                listener);
        List<QueryReport> reports = new ArrayList<>();
        for (ServerAddress server : servers) {
            QueryReport report = query.of(server);
            reports.add(report);
            if (!call.json()) {
                call.terminal().print(QueryText.summary(report, call.palette()));
            }
        }
        if (call.json()) {
            call.terminal().printJson(new QueryReport.Document(reports));
        }
        boolean all = reports.stream().allMatch(report -> report.summary().received() > 0);
        return all ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }

    private static long nanoseconds(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static final class SilentListener implements Query.Listener {
        @Override
        public void opened(String host, String address) {}

        @Override
        public void measured(QuerySample sample) {}

        @Override
        public void lost(int sequence, String reason) {}
    }
}
