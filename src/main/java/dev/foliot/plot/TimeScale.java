package dev.foliot.plot;

import java.util.ArrayList;
import java.util.List;

/** The common axis: time from 0 on, marked at whole seconds, minutes, hours or days. */
final class TimeScale implements Scale {
    private static final int MOST_TICKS = 12;
    private static final int MINUTE_S = 60;
    private static final int HOUR_S = 3600;
    private static final int DAY_S = 86_400;
    private static final int[] STEPS_S = {
        1,
        2,
        5,
        10,
        20,
        30,
        MINUTE_S,
        2 * MINUTE_S,
        5 * MINUTE_S,
        10 * MINUTE_S,
        20 * MINUTE_S,
        30 * MINUTE_S,
        HOUR_S,
        2 * HOUR_S,
        3 * HOUR_S,
        6 * HOUR_S,
        12 * HOUR_S,
        DAY_S
    };

    private final int endS;

    TimeScale(int endS) {
        this.endS = endS;
    }

    @Override
    public double position(double value) {
        return value / endS;
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public List<Tick> ticks() {
        int step = step();
        List<Tick> ticks = new ArrayList<>();
        for (int t = 0; t <= endS; t += step) {
            ticks.add(new Tick(t, label(t, step)));
        }
        return ticks;
    }

    private int step() {
        for (int step : STEPS_S) {
            if (endS / step <= MOST_TICKS) {
                return step;
            }
        }
        return DAY_S * (endS / DAY_S / MOST_TICKS + 1);
    }

    /** In the largest unit of which every step is a whole multiple. */
    private static String label(int seconds, int step) {
        if (step % DAY_S == 0) {
            return seconds / DAY_S + " d";
        }
        if (step % HOUR_S == 0) {
            return seconds / HOUR_S + " h";
        }
        return step % MINUTE_S == 0 ? seconds / MINUTE_S + " min" : seconds + " s";
    }
}
