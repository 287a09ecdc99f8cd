package dev.foliot.daemon;

/**
 * A time that is known to be past, whatever the clock says: that of which a daemon was sure the last time, or when the
 * program was built. In nanoseconds since the Unix epoch.
 */
final class KnownTime {
    private long utcNs;

    KnownTime(long builtUtcNs) {
        this.utcNs = builtUtcNs;
    }

    /** It is later than that. */
    void atLeast(long pastUtcNs) {
        utcNs = Math.max(utcNs, pastUtcNs);
    }

    long utcNs() {
        return utcNs;
    }
}
