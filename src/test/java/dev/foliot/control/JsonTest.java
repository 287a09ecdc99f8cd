package dev.foliot.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParseException;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.Snapshots;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    enum Colour {
        DARK_RED
    }

    record Sample(double offsetS, Double delayS, long nowNs, Colour colour, String note) {}

    @Test
    void namesCarryUnitsInLowerCaseWithUnderscoresAndNothingIsLeftOut() {
        assertEquals(
                "{\"offset_s\":0.1,\"delay_s\":null,\"now_ns\":1795348800123456789,\"colour\":\"dark_red\",\"note\":null}",
                Json.compact(new Sample(0.1, null, 1_795_348_800_123_456_789L, Colour.DARK_RED, null)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoFiniteNumberIsNull(double value) {
        assertEquals(
                "{\"offset_s\":null,\"delay_s\":null,\"now_ns\":0,\"colour\":null,\"note\":null}",
                Json.compact(new Sample(value, value, 0, null, null)));
    }

    @Property
    void everyFiniteDoubleSurvivesTheRoundTrip(@ForAll double value) {
        Sample sample = new Sample(value, value, 1, Colour.DARK_RED, "\"<\u00b5>\n");
        assertEquals(sample, Json.fromJson(Json.parse(Json.compact(sample)), Sample.class));
    }

    @Test
    void aWholeDaemonSurvivesTheRoundTrip() {
        for (DaemonSnapshot snapshot : new DaemonSnapshot[] {Snapshots.synchronised(), Snapshots.starting()}) {
            assertEquals(snapshot, Json.fromJson(Json.parse(Json.compact(snapshot)), DaemonSnapshot.class));
        }
    }

    @Test
    void unknownFieldsOfANewerDaemonAreIgnored() {
        assertEquals(
                1.5,
                Json.fromJson(Json.parse("{\"novelty\": [1], \"offset_s\": 1.5}"), Sample.class)
                        .offsetS());
    }

    @Test
    void anUnknownWordForAnEnumIsAnErrorThatNamesItAndItsPlace() {
        JsonParseException e = assertThrows(
                JsonParseException.class, () -> Json.fromJson(Json.parse("{\"colour\": \"mauve\"}"), Sample.class));
        assertEquals("$.colour: unknown value \"mauve\"", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{a: 1}", "{'a': 1}", "[1,]", "nonsense", "{\"a\": NaN}", "// c\n{}"})
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(JsonParseException.class, () -> Json.parse(text));
    }

    @Test
    void deepNestingIsRefusedWithoutExhaustingTheStack() {
        assertThrows(JsonParseException.class, () -> Json.parse("[".repeat(100_000)));
    }
}
