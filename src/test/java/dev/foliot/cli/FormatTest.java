package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "1e-12, 0.00 ns",
        "4.2e-9, 4.20 ns",
        "12.34e-6, 12.3 us",
        "99.949e-6, 99.9 us",
        "99.951e-6, 100 us",
        "999.4e-6, 999 us",
        "999.6e-6, 1.00 ms",
        "0.0098765, 9.88 ms",
        "1.0236, 1.02 s",
        "59.96, 60.0 s",
        "999.4, 999 s",
        "999.6, 17 min",
        "5400, 90 min",
        "90000, 25 h",
        "1e9, 11574 d",
        "-0.5, -500 ms",
    })
    void secondsHaveThreeDigitsAndTheUnitThatSuitsThem(double seconds, String text) {
        assertEquals(text, Format.seconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"12.34e-6, +12.3 us", "-0.00123, -1.23 ms", "0, +0 s"})
    void differencesShowTheirSign(double seconds, String text) {
        assertEquals(text, Format.signedSeconds(seconds));
    }

    @Property
    void whatIsShownIsTrueToHalfAPercent(@ForAll @DoubleRange(min = 1e-9, max = 900) @Scale(12) double seconds) {
        String[] parts = Format.seconds(seconds).split(" ");
        double unit = switch (parts[1]) {
            case "ns" -> 1e-9;
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            default -> 1;
        };
        assertEquals(1, Double.parseDouble(parts[0]) * unit / seconds, 0.005);
        assertTrue(parts[0].length() <= 4, parts[0]);
    }

    @ParameterizedTest
    @CsvSource({"0.0078125, 7.81 ms", "0.5, 500 ms", "1, 1 s", "1024, 1024 s", "131072, 36 h"})
    void pollIntervalsStayInSecondsWhileThatIsReadable(double seconds, String text) {
        assertEquals(text, Format.interval(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0 s", "99, 99 s", "101, 2 min", "7000, 2 h", "200000, 2 d"})
    void agesAreRoundedToWholeUnits(double seconds, String text) {
        assertEquals(text, Format.age(seconds));
    }

    @ParameterizedTest
    @CsvSource({"59.9, 59 s", "61, 1 min 1 s", "3720, 1 h 2 min", "273911.5, 3 d 4 h"})
    void durationsHaveTheirTwoLargestUnits(double seconds, String text) {
        assertEquals(text, Format.duration(seconds));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoNumberIsADash(double value) {
        assertEquals("-", Format.known(value, Format::seconds));
        assertEquals("-", Format.known(null, Format::seconds));
    }

    @Test
    void frequenciesAreInPartsPerMillion() {
        assertEquals("-12.346 ppm", Format.signedPpm(-12.3456));
        assertEquals("0.012 ppm", Format.ppm(0.0123));
    }

    @Test
    void timesOfDayAreUtcBeforeTheEpochToo() {
        assertEquals("1969-12-31 23:59:59.999999 UTC", Format.utc(-1_000));
        assertEquals("2036-02-07 06:28:16.000000 UTC", Format.utc(2_085_978_496_000_000_000L));
    }
}
