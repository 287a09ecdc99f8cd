package dev.foliot.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void linearMarksAreRoundNumbersInAUnitThatSuits() {
        LinearScale scale = LinearScale.ofTimeAroundZero(3.1e-5);
        assertEquals("\u00b5s", scale.unit());
        assertEquals("\u221220 0 20", labels(scale));
        assertEquals("\u221210.2 \u221210 \u22129.8 \u22129.6", labels(LinearScale.of(-10.25, -9.55, "ppm")));
        assertEquals("0 0.5 1 1.5 2 2.5", labels(LinearScale.of(0, 2.6, "")));
    }

    @Test
    void positionsGoFromOneEndToTheOther() {
        assertEquals(0.25, LinearScale.of(-1, 3, "").position(0));
        assertEquals(0.5, new LogScale(1e-6, 1e-2).position(1e-4), 1e-12);
        assertEquals(0.5, new PowersOfTwoScale(6, 6).position(64), 1e-12);
        assertEquals(0.25, new TimeScale(4000).position(1000));
    }

    @Test
    void logarithmicMarksArePowersOfTen() {
        assertEquals("10 \u00b5s 100 \u00b5s 1 ms 10 ms", labels(new LogScale(2e-5, 9e-3)));
        assertEquals("1 s 10 s", labels(new LogScale(1, 1)));
    }

    @Test
    void pollIntervalsAreMarkedAsTheyAreWritten() {
        assertEquals("1/4 s 1/2 s 1 s 2 s", labels(new PowersOfTwoScale(-2, 1)));
    }

    @Test
    void timeIsMarkedInUnitsThatPeopleCountIn() {
        assertEquals("0 s 5 s 10 s 15 s 20 s 25 s", labels(new TimeScale(27)));
        assertEquals("0 h 1 h 2 h 3 h 4 h 5 h 6 h 7 h 8 h 9 h 10 h 11 h", labels(new TimeScale(40_000)));
        assertEquals("0 d 1 d 2 d 3 d 4 d 5 d 6 d 7 d 8 d 9 d 10 d 11 d", labels(new TimeScale(1_000_000)));
    }

    @Test
    void durationsInWordsHaveThreeDigits() {
        assertEquals("1.14 ms", TimeText.of(1.1444e-3));
        assertEquals("10.4 \u00b5s", TimeText.of(1.0443e-5));
        assertEquals("unknown", TimeText.of(Double.NaN));
    }

    private static String labels(Scale scale) {
        return scale.ticks().stream().map(Tick::label).collect(Collectors.joining(" "));
    }
}
