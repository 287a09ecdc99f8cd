package dev.foliot.scenario;

import java.util.List;
import java.util.Optional;

/**
 * The scenarios of one file.
 *
 * @param seeds those that the file's author wants each to be run with
 */
public record ScenarioFile(List<Integer> seeds, List<Scenario> scenarios) {
    public ScenarioFile {
        seeds = List.copyOf(seeds);
        scenarios = List.copyOf(scenarios);
    }

    public Optional<Scenario> find(String id) {
        return scenarios.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    public List<String> ids() {
        return scenarios.stream().map(Scenario::id).toList();
    }
}
