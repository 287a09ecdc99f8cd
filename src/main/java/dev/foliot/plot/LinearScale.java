package dev.foliot.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** An axis with equal steps, marked at multiples of 1, 2 or 5. */
public final class LinearScale implements Scale {
    private static final int MOST_TICKS = 6;

    private final double least;
    private final double greatest;
    private final double unitSize;
    private final String unit;

    private LinearScale(double least, double greatest, double unitSize, String unit) {
        this.least = least;
        this.greatest = greatest;
        this.unitSize = unitSize;
        this.unit = unit;
    }

    /** Of plain numbers, {@code least < greatest}. */
    public static LinearScale of(double least, double greatest, String unit) {
        return new LinearScale(least, greatest, 1, unit);
    }

    /** Of seconds from {@code -limitS} to {@code limitS}, in a unit that suits them. */
    public static LinearScale ofTimeAroundZero(double limitS) {
        Unit unit = Unit.of(limitS);
        return new LinearScale(-limitS, limitS, unit.seconds(), unit.symbol());
    }

    @Override
    public double position(double value) {
        return (value - least) / (greatest - least);
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public List<Tick> ticks() {
        double step = step((greatest - least) / unitSize);
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(least / unitSize / step); i * step <= greatest / unitSize; i++) {
            ticks.add(new Tick(i * step * unitSize, label(i * step)));
        }
        return ticks;
    }

    /** The least of 1, 2, 5 times a power of ten that has no more than so many steps in {@code range}. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / MOST_TICKS)));
        for (double factor : new double[] {1, 2, 5}) {
            if (range / (factor * power) <= MOST_TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Without the digits that binary numbers have and decimal ones have not; with a true minus sign. */
    private static String label(double value) {
        String text = new BigDecimal(value)
                .round(new MathContext(9))
                .stripTrailingZeros()
                .toPlainString();
        return text.replace('-', '\u2212');
    }
}
