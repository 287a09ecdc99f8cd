package dev.foliot.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.simulation.ClknetsimStreams;
import dev.foliot.simulation.Signal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what {@code CLKNETSIM_RANDOM_SEED=7 clknetsim -G EXPRESSION 8} (git 134028f) prints. */
class ExpressionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["pulse", 2, 3] | 1 1 -1 -1 -1 1 1 -1
            ["triangle", 8] | -1 -0.5 0 0.5 1 0.5 0 -0.5
            ["cosine", 6] | 1 0.5 -0.5 -1 -0.5 0.5 1 0.5
            ["poisson", 3] | 3 3 0 1 1 2 2 3
            ["%", ["sum", 1], 3] | 1 2 0 1 2 0 1 2
            ["max", ["normal"], ["uniform"], 0.3] | 8.436338871e-01 0.3 5.685106168e-01 3.467815795e-01 7.743271820e-01 9.015697947e-01 7.103277955e-01 0.3
            ["min", ["normal"], ["uniform"], 0.3] | -7.368891088e-01 -6.162721404e-01 -1.711138266 -5.107178331e-01 -5.959205296e-01 -2.000368500e-01 2.400180241e-01 1.941844854e-01
            ["sum", 1, ["uniform"]] | 1.262613771 2.487178138 4.365205678 6.305760377 7.581037450 9.388366945 10.72851299 12.13368538
            ["+", ["exponential"], ["*", 2, ["normal"]], ["uniform"]] | 3.732925847 3.315485234 1.453823902 2.843619454 2.293124686 2.784945319 2.065580394 9.004335414e-01
            ["equal", ["uniform"], ["uniform"], ["uniform"], 0.5] | 0 0 1 1 0 1 1 0
            ["+"] | 0 0 0 0 0 0 0 0
            ["*"] | 1 1 1 1 1 1 1 1
            ["equal", 0] | 1 1 1 1 1 1 1 1
            """)
    void functionsAreClknetsims(String json, String expected) throws ScenarioException {
        Signal signal = read(json).signal(new ClknetsimStreams(7));
        double[] drawn = Arrays.stream(expected.split(" "))
                .mapToDouble(text -> signal.next(0))
                .toArray();
        double[] printed = Arrays.stream(expected.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        for (int i = 0; i < printed.length; i++) {
            assertEquals(printed[i], drawn[i], 1e-8, json + " at " + i);
        }
    }

    @Test
    void timeIsTrueTime() throws ScenarioException {
        Problems problems = new Problems("test");
        JsonValue outage = JsonText.parse("[\"*\", -1000, [\"equal\", 5400, \"time\", 35400]]", problems);
        Signal signal = ExpressionReader.delay(outage, problems).signal(new ClknetsimStreams(1));
        String drawn = Arrays.stream(new double[] {29_999, 30_000, 40_800, 40_801})
                .map(signal::next)
                .mapToObj(value -> value < 0 ? "lost" : "there")
                .collect(Collectors.joining(" "));
        assertEquals("there lost lost there", drawn);
    }

    @Test
    void clknetsimReadsWhatIsWrittenForIt() throws ScenarioException {
        assertEquals(
                "(+ 0.01 (* 1.0E-4 (exponential)) (sum (normal)))",
                read("[\"+\", 0.01, [\"*\", 1e-4, [\"exponential\"]], [\"sum\", [\"normal\"]]]")
                        .lisp());
    }

    private static Expression read(String json) throws ScenarioException {
        Problems problems = new Problems("test");
        Expression expression = ExpressionReader.eachSecond(JsonText.parse(json, problems), problems);
        problems.throwIfAny();
        return expression;
    }
}
