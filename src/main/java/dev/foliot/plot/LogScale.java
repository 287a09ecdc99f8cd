package dev.foliot.plot;

import java.util.ArrayList;
import java.util.List;

/** An axis of seconds on which equal steps are equal ratios, marked at powers of ten. */
public final class LogScale implements Scale {
    private final int lowestPower;
    private final int highestPower;

    /** From a power of ten that is not above {@code leastS} to one not below {@code greatestS}; both positive. */
    public LogScale(double leastS, double greatestS) {
        this.lowestPower = (int) Math.floor(Math.log10(leastS) + 1e-9);
        this.highestPower = Math.max(lowestPower + 1, (int) Math.ceil(Math.log10(greatestS) - 1e-9));
    }

    @Override
    public double position(double value) {
        double power = Math.log10(Math.max(value, Double.MIN_NORMAL));
        return (power - lowestPower) / (highestPower - lowestPower);
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        for (int power = lowestPower; power <= highestPower; power++) {
            double value = Math.pow(10, power);
            Unit unit = Unit.of(value);
            ticks.add(new Tick(value, Math.round(value / unit.seconds()) + " " + unit.symbol()));
        }
        return ticks;
    }
}
