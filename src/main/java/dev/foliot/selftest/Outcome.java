package dev.foliot.selftest;

import java.io.IOException;
import java.util.Map;

/** A check's name and its {@link Result}, as a report lists them. */
public record Outcome(String name, Verdict verdict, String finding, Map<String, Number> figures) {
    /** Runs {@code check}; whatever goes wrong in it is its failure. */
    public static Outcome of(Check check) throws InterruptedException {
        Result result;
        try {
            result = check.run();
        } catch (IOException e) {
            result = Result.failed(e.getMessage());
        } catch (RuntimeException e) {
            result = Result.failed("this is a fault of foliot, please report it: " + e);
        }
        return new Outcome(check.name(), result.verdict(), result.finding(), result.figures());
    }
}
