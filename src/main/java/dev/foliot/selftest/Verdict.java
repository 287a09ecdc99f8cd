package dev.foliot.selftest;

/** How a check ended. */
public enum Verdict {
    /** As it should be. */
    OK,
    /** It works, but the daemon will do worse here than elsewhere. */
    DEGRADED,
    /** The daemon cannot rely on it here, or it is not what the machine says it is. */
    FAILED,
    /** It could not be tried. */
    SKIPPED
}
