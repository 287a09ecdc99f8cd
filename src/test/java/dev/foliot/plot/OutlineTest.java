package dev.foliot.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.plot.Curve.Color;
import dev.foliot.plot.Curve.Form;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** In a frame of 100 x 50, with values from 0 to 10. */
class OutlineTest {
    private static String outline(Form form, double... values) {
        Scale across = new TimeScale(values.length - 1);
        return Outline.of(new Curve("", Color.BLUE, form, values), across, LinearScale.of(0, 10, ""), 100, 50);
    }

    @Test
    void lineGoesFromValueToValue() {
        assertEquals("M0.0 50.0L50.0 0.0L100.0 25.0", outline(Form.LINE, 0, 10, 5));
    }

    @Test
    void lineHasGapsWhereNothingIsKnown() {
        assertEquals("M0.0 50.0M66.7 0.0L100.0 0.0", outline(Form.LINE, 0, Double.POSITIVE_INFINITY, 10, 10));
    }

    @Test
    void areaStandsOnTheBottomOnBothSidesOfAGap() {
        assertEquals(
                "M0.0 40.0L25.0 30.0L25.0 50.0L0.0 50.0ZM75.0 25.0L100.0 0.0L100.0 50.0L75.0 50.0Z",
                outline(Form.AREA, 2, 4, Double.NaN, 5, 10));
    }

    @Test
    void whatSharesAPlaceIsDrawnFromItsLeastToItsGreatest() {
        double[] values = new double[10_000];
        Arrays.setAll(values, i -> i % 2 == 0 ? 0 : 10);
        String line = outline(Form.LINE, values);
        assertTrue(line.startsWith("M0.5 50.0L0.5 50.0L0.5 0.0L0.5 0.0L1.5 50.0"), line);
        String range = outline(Form.RANGE, values);
        assertEquals(2 * 100 + 1, range.split("[MLZ]", -1).length - 1, "up along one side and back along the other");
    }

    @Test
    void whatLiesFarBeyondTheFrameStaysNearIt() {
        assertEquals("M0.0 -50.0L100.0 100.0", outline(Form.LINE, 1e12, -1e12));
    }
}
