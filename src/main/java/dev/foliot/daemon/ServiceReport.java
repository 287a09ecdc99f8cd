package dev.foliot.daemon;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.platform.ServiceManager;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells the service manager how the daemon is doing. The daemon's own loop calls it after every turn, so that a loop that
 * hangs falls silent.
 */
public final class ServiceReport {
    /** How old the status may be that a person reads. */
    private static final long STATUS_INTERVAL_NS = 10_000_000_000L;

    /** How often the watchdog hears of us while it is willing to wait once: one message may be lost. */
    private static final int SIGNS_OF_LIFE = 4;

    private final ServiceManager manager;
    private final Function<DaemonSnapshot, String> words;
    private final long signIntervalNs;
    private boolean ready;
    private SteeringState latestState;
    private long lastSignNs;
    private long lastStatusNs;
    private String lastStatus = "";

    /** @param words how the daemon is doing, in one line */
    public ServiceReport(ServiceManager manager, Function<DaemonSnapshot, String> words) {
        this.manager = manager;
        this.words = words;
        this.signIntervalNs = manager.watchdogNs() / SIGNS_OF_LIFE;
    }

    /** How long the next turn may last. The first is short: whoever waits for the daemon need not wait for a server. */
    long longestTurnNs() {
        return ready ? Math.min(STATUS_INTERVAL_NS, signIntervalNs) : 0;
    }

    /**
     * Called after a turn.
     *
     * @param nowNs on the monotonic scale
     * @param snapshot asked for only when it is told of
     */
    void turned(long nowNs, SteeringState state, Supplier<DaemonSnapshot> snapshot) {
        if (!ready || state != latestState || nowNs - lastStatusNs >= STATUS_INTERVAL_NS) {
            status(words.apply(snapshot.get()));
            latestState = state;
            lastStatusNs = nowNs;
        }
        if (!ready) {
            ready = true;
            manager.ready();
            lastSignNs = nowNs;
        } else if (nowNs - lastSignNs >= signIntervalNs) {
            manager.alive();
            lastSignNs = nowNs;
        }
    }

    void stopping() {
        manager.stopping();
    }

    private void status(String line) {
        if (!line.equals(lastStatus)) {
            manager.status(line);
            lastStatus = line;
        }
    }
}
