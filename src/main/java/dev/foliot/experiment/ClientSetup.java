package dev.foliot.experiment;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.Scenario.StepRule;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.simulation.NodeAddress;
import dev.foliot.time.PollExponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How a daemon is set up for a scenario; everything else is as it ships.
 *
 * @param servers what a person says of each: nodes 1 and up
 * @param minPoll the shortest poll interval, at which it starts
 * @param maxPoll the longest
 * @param iburst whether it starts with a burst
 * @param step when it may step the clock; empty: never
 */
record ClientSetup(
        List<SelectionOptions> servers,
        PollExponent minPoll,
        PollExponent maxPoll,
        boolean iburst,
        Optional<StepRule> step) {
    static ClientSetup of(Scenario scenario) {
        Scenario.Client client = scenario.client();
        List<SelectionOptions> servers = scenario.servers().stream()
                .map(server -> SelectionOptions.NONE.withMaximumAsymmetry(server.maximumAsymmetry()))
                .toList();
        return new ClientSetup(servers, client.minPoll(), client.maxPoll(), client.iburst(), client.step());
    }

    Configuration configuration() {
        return new Configuration(
                IntStream.rangeClosed(1, servers.size()).mapToObj(this::source).toList(),
                SelectionParameters.DEFAULT,
                discipline(),
                Configuration.ClockControl.AUTO,
                Optional.empty(),
                Optional.empty(),
                0,
                System.Logger.Level.WARNING);
    }

    private SourceParameters source(int node) {
        PollLimits limits = new PollLimits(minPoll, maxPoll, minPoll);
        String address = NodeAddress.of(node).getHostAddress();
        return new SourceParameters(
                SourceParameters.Mode.SERVER,
                address,
                SourceParameters.DEFAULT_PORT,
                1,
                Set.of(),
                limits,
                iburst,
                servers.get(node - 1));
    }

    private DisciplineParameters discipline() {
        DisciplineParameters usual = DisciplineParameters.DEFAULT;
        return step.map(rule -> usual.withSteps(rule.thresholdS(), rule.limit()))
                .orElse(usual.withSteps(usual.stepThresholdS(), 0));
    }
}
