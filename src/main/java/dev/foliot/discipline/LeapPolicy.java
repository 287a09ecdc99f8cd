package dev.foliot.discipline;

import dev.foliot.time.LeapIndicator;
import java.util.Optional;

/**
 * Whom to believe about leap seconds: a list of them while it is valid, otherwise the sources. Who reads the list puts
 * it here.
 */
public final class LeapPolicy {
    private Optional<LeapTable> table = Optional.empty();

    /** Goes by this list from now on. */
    public void use(LeapTable newTable) {
        table = Optional.of(newTable);
    }

    /** The list, valid or not. */
    public Optional<LeapTable> table() {
        return table;
    }

    /** The list, if it still tells what will happen, at a moment in nanoseconds since the Unix epoch. */
    public Optional<LeapTable> validTable(long utcNs) {
        return table.filter(t -> t.validAt(utcNs));
    }

    /**
     * What happens at the end of this month.
     *
     * @param bySources what the sources have announced the last time
     * @param saidUtcNs when that was; it holds for the month that it was said in
     */
    LeapIndicator announced(LeapIndicator bySources, long saidUtcNs, long utcNs) {
        return validTable(utcNs)
                .map(t -> t.atEndOfMonth(utcNs))
                .orElse(LeapSchedule.sameMonth(saidUtcNs, utcNs) ? bySources : LeapIndicator.NONE);
    }
}
