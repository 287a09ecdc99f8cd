package dev.foliot.plot;

import java.util.List;

/**
 * A unit of time with its prefix.
 *
 * @param seconds how long it is
 */
record Unit(String symbol, double seconds) {
    private static final List<Unit> ALL =
            List.of(new Unit("s", 1), new Unit("ms", 1e-3), new Unit("\u00b5s", 1e-6), new Unit("ns", 1e-9));

    /** The largest unit that makes {@code seconds} one or more; the smallest there is when none does. */
    static Unit of(double seconds) {
        for (Unit unit : ALL) {
            // A hair less than one is one that was rounded.
            if (seconds >= unit.seconds * (1 - 1e-9)) {
                return unit;
            }
        }
        return ALL.get(ALL.size() - 1);
    }
}
