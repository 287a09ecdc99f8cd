package dev.foliot.keyset;

import java.util.concurrent.Callable;

/** Waits for what must come. */
final class Eventually {
    private static final long LIMIT_NS = 30_000_000_000L;

    private Eventually() {}

    static void holds(String what, Callable<Boolean> condition) throws Exception {
        long endNs = System.nanoTime() + LIMIT_NS;
        while (!condition.call()) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError("never: " + what);
            }
            Thread.sleep(20);
        }
    }
}
