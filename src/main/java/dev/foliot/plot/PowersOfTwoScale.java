package dev.foliot.plot;

import java.util.ArrayList;
import java.util.List;

/** An axis of seconds with a mark at each power of two. */
public final class PowersOfTwoScale implements Scale {
    private final int lowest;
    private final int highest;

    /**
     * With room of half a power above and below.
     *
     * @param lowest the least power of two of a second that is marked, by its exponent
     * @param highest the greatest
     */
    public PowersOfTwoScale(int lowest, int highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    @Override
    public double position(double value) {
        double power = Math.log(value) / Math.log(2);
        return (power - lowest + 0.5) / (highest - lowest + 1);
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        for (int power = lowest; power <= highest; power++) {
            String label = power >= 0 ? (1L << power) + " s" : "1/" + (1L << -power) + " s";
            ticks.add(new Tick(Math.scalb(1.0, power), label));
        }
        return ticks;
    }
}
