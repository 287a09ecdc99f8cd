package dev.foliot.scenario;

import java.util.List;

/** A scenario file cannot be used. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** @param problems each {@code PLACE: what is wrong}, at least one */
    ScenarioException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong: {@code scenarios[2].client.poll: what}. */
    public List<String> problems() {
        return problems;
    }
}
