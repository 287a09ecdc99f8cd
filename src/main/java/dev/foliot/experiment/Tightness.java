package dev.foliot.experiment;

import dev.foliot.scenario.Scenario;
import java.util.List;

/**
 * How tight the error bound is in a scenario.
 *
 * @param scenario the scenario's id
 * @param title what it is
 * @param asItIs figures with what the scenario itself tells of the paths: nothing, mostly
 * @param declared figures when the client is told how asymmetric they are at most
 */
public record Tightness(String scenario, String title, Summary asItIs, Summary declared) {
    /** Of the figures of each seed. */
    public static Tightness of(Scenario scenario, List<Figures> asItIs, List<Figures> declared) {
        return new Tightness(scenario.id(), scenario.title(), Summary.of(asItIs), Summary.of(declared));
    }
}
