package dev.foliot.selftest;

import java.io.IOException;

/** One thing to try. */
public interface Check {
    /** What is tried: a few words. */
    String name();

    /**
     * Tries it.
     *
     * @throws IOException when the system refuses what is tried: the check has failed, for the reason in the message
     */
    Result run() throws IOException, InterruptedException;
}
