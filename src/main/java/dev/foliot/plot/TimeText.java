package dev.foliot.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Durations in words for a plot. */
public final class TimeText {
    private TimeText() {}

    /** Three digits and the unit that suits them: {@code 1.14 ms}. */
    public static String of(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "unknown";
        }
        Unit unit = Unit.of(Math.abs(seconds));
        BigDecimal value = new BigDecimal(seconds / unit.seconds()).round(new MathContext(3));
        return value.toPlainString() + " " + unit.symbol();
    }
}
