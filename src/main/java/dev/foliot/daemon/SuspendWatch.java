package dev.foliot.daemon;

import dev.foliot.platform.SystemClock;
import java.util.OptionalLong;

/** Notices that the machine was suspended, where the system tells of it. */
final class SuspendWatch {
    private final SystemClock clock;
    private OptionalLong totalNs;
    private long count;
    private long latestNs;

    SuspendWatch(SystemClock clock) {
        this.clock = clock;
        this.totalNs = clock.suspendedNs();
    }

    /** Whether the machine was suspended since this was last asked. */
    boolean suspended() {
        OptionalLong nowNs = clock.suspendedNs();
        if (nowNs.isEmpty() || totalNs.isEmpty() || nowNs.getAsLong() <= totalNs.getAsLong()) {
            return false;
        }
        latestNs = nowNs.getAsLong() - totalNs.getAsLong();
        totalNs = nowNs;
        count++;
        return true;
    }

    /** Whether the system tells, so that a clock that has jumped without it was set by somebody. */
    boolean told() {
        return totalNs.isPresent();
    }

    long count() {
        return count;
    }

    /** How long it took the last time, in nanoseconds; 0 before the first. */
    long latestNs() {
        return latestNs;
    }
}
