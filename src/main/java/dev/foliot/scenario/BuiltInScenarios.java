package dev.foliot.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The scenarios that ship with Foliot. */
public final class BuiltInScenarios {
    private BuiltInScenarios() {}

    /** Those that other daemons were measured in, with clknetsim. */
    public static ScenarioFile compared() {
        return read("clknetsim.json");
    }

    /** Others, in which nothing was tuned. */
    public static ScenarioFile variants() {
        return read("variants.json");
    }

    /** All of them. */
    public static ScenarioFile all() {
        List<Scenario> scenarios = new ArrayList<>(compared().scenarios());
        scenarios.addAll(variants().scenarios());
        return new ScenarioFile(compared().seeds(), scenarios);
    }

    private static ScenarioFile read(String name) {
        try (InputStream in = BuiltInScenarios.class.getResourceAsStream(name)) {
            return ScenarioReader.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ScenarioException e) {
            throw new IllegalStateException("a scenario that ships with Foliot is wrong", e);
        }
    }
}
