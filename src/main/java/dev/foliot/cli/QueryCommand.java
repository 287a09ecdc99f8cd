package dev.foliot.cli;

import dev.foliot.association.NtsParameters;
import dev.foliot.association.SourceParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code foliot query}: what other clocks say; changes nothing. */
final class QueryCommand implements Command {
    private static final int LARGEST_COUNT = 1_000_000;
    private static final double SHORTEST_INTERVAL_S = 0.01;
    private static final double LONGEST_INTERVAL_S = 86400;
    private static final double LONGEST_TIMEOUT_S = 4;
    private static final double DEFAULT_INTERVAL_S = 1;
    private static final double DEFAULT_TIMEOUT_S = 3;

    private static final String NTS = "nts";
    private static final String CERTIFICATE_AUTHORITY = "certificate-authority";
    private static final String PINNED_KEY = "pinned-key";

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
                refuses. With --nts keys are agreed on first (TCP port 4460), and replies that
                they do not prove authentic are not believed. Ends with 69 when a server gave no
                measurement.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("count", "N", "requests to each server; default 1"),
                CommonOptions.valued("interval", "SECONDS", "time between requests; default 1"),
                CommonOptions.valued("timeout", "SECONDS", "how long to wait for a reply; default 3"),
                CommonOptions.flag(NTS, "authenticate the servers: agree on keys with them first"),
                CommonOptions.valued(
                        CERTIFICATE_AUTHORITY,
                        "FILE",
                        "with NTS: believe the authorities in FILE (PEM) besides the system's"),
                CommonOptions.valued(
                        PINNED_KEY, "PIN", "with NTS: believe this key alone, sha256// and Base64, as curl writes it"),
                CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, InterruptedException {
        List<ServerAddress> servers = new ArrayList<>();
        int defaultPort = call.has(NTS) ? NtsParameters.DEFAULT_PORT : SourceParameters.DEFAULT_PORT;
        for (String argument : call.arguments(1, Integer.MAX_VALUE)) {
            servers.add(ServerAddress.parse(argument, defaultPort));
        }
        Query.Listener listener = call.json() ? new SilentListener() : new QueryText(call.terminal(), call.palette());
        Query query = new Query(
                call.integer("count", 1, LARGEST_COUNT, 1),
                nanoseconds(call.seconds("interval", SHORTEST_INTERVAL_S, LONGEST_INTERVAL_S, DEFAULT_INTERVAL_S)),
                nanoseconds(call.seconds("timeout", SHORTEST_INTERVAL_S, LONGEST_TIMEOUT_S, DEFAULT_TIMEOUT_S)),
                probes(call),
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

    private Probe.Factory probes(Invocation call) throws UsageException {
        Optional<String> authority = Optional.ofNullable(call.value(CERTIFICATE_AUTHORITY));
        Optional<String> pin = Optional.ofNullable(call.value(PINNED_KEY));
        if (!call.has(NTS)) {
            if (authority.isPresent() || pin.isPresent()) {
                throw new UsageException("--" + (pin.isPresent() ? PINNED_KEY : CERTIFICATE_AUTHORITY)
                        + " says whom to believe, but nobody is asked for keys without --nts");
            }
            return probes;
        }
        try {
            NtsParameters trust = new NtsParameters(authority, pin);
            return NativeProbe.underKeys(trust.certificateAuthority(), trust.pinnedKey());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        }
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
