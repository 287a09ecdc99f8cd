package dev.foliot.experiment;

import dev.foliot.scenario.Scenario;
import java.io.IOException;

/** Where trials are made: our own simulator, or clknetsim. Used by several threads at a time. */
public interface Laboratory {
    /** Runs a scenario with a seed. */
    Observations run(Scenario scenario, int seed) throws IOException, InterruptedException;

    /** What it is, for a person. */
    String name();

    /** Our own, in this process. */
    static Laboratory inProcess() {
        return new Laboratory() {
            @Override
            public Observations run(Scenario scenario, int seed) {
                return Trial.run(scenario, seed);
            }

            @Override
            public String name() {
                return "foliot's own simulator";
            }
        };
    }
}
