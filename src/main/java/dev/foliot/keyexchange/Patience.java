package dev.foliot.keyexchange;

import java.net.SocketTimeoutException;

/** How long to wait: for each step, and for all of them together. */
final class Patience {
    private static final long NS_PER_MS = 1_000_000;

    private final long endNs;
    private final int stepMs;

    Patience(int overallMs, int stepMs) {
        this.endNs = System.nanoTime() + overallMs * NS_PER_MS;
        this.stepMs = stepMs;
    }

    /** How long the next step may take; more than 0. */
    int nextMs() throws SocketTimeoutException {
        long leftMs = (endNs - System.nanoTime()) / NS_PER_MS;
        if (leftMs <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(leftMs, stepMs);
    }
}
