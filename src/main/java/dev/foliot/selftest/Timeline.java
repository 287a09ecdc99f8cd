package dev.foliot.selftest;

/** How checks let time pass. */
public interface Timeline {
    /** Returns after about so many nanoseconds, never before. */
    void pass(long durationNs) throws InterruptedException;

    /** Has {@code action} done elsewhere after about so many nanoseconds. */
    void after(long delayNs, Runnable action);
}
