package dev.foliot.integration;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition instead of for a time. */
final class Await {
    private static final int INTERVAL_MS = 20;
    private static final int TO_END_MS = 10_000;

    private Await() {}

    /** What must come true, and may fail while it is looked at. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Returns as soon as {@code condition} holds.
     *
     * @param state what to tell when it never does
     * @throws AssertionError when it does not within {@code limit}
     */
    static void until(String what, Duration limit, Condition condition, Supplier<String> state) throws Exception {
        if (!becomes(limit, condition)) {
            throw new AssertionError(
                    "not within " + limit.toMillis() + " ms: " + what + "\n" + state.get());
        }
    }

    /** Whether {@code condition} comes to hold within {@code limit}. */
    static boolean becomes(Duration limit, Condition condition) throws Exception {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - endNs > 0) {
                return false;
            }
            Thread.sleep(INTERVAL_MS);
        }
        return true;
    }

    /** Waits until a thread has ended, which it has been told to. */
    static void end(Thread thread) {
        try {
            thread.join(TO_END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " does not end");
        }
    }

    /** Whether {@code condition} holds all the time for {@code duration}. */
    static boolean stays(Duration duration, BooleanSupplier condition) throws Exception {
        return !becomes(duration, () -> !condition.getAsBoolean());
    }
}
