package dev.foliot.daemon;

import dev.foliot.observability.DaemonSnapshot;

/**
 * Where the loop leaves a snapshot when somebody asks for one, so that what they read is of this moment. Whoever asks
 * waits a little and then takes the latest there is; the loop never waits.
 */
final class SnapshotExchange {
    private static final int LONGEST_WAIT_MS = 1000;

    private final Runnable wakeLoop;
    private volatile boolean wanted = true;
    private volatile DaemonSnapshot latest;

    /** @param wakeLoop makes the loop take its next turn now */
    SnapshotExchange(Runnable wakeLoop) {
        this.wakeLoop = wakeLoop;
    }

    /** The loop's side: whether it should publish at the end of this turn. */
    boolean wanted() {
        return wanted;
    }

    /** The loop's side. */
    void publish(DaemonSnapshot snapshot) {
        latest = snapshot;
        wanted = false;
    }

    /** A snapshot of now, or the latest when the loop does not make one in time; null before the first. */
    DaemonSnapshot get() {
        wanted = true;
        wakeLoop.run();
        try {
            for (int waitedMs = 0; wanted && waitedMs < LONGEST_WAIT_MS; waitedMs++) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return latest;
    }
}
