package dev.foliot.association;

import dev.foliot.time.Stamp;

/** A request that waits for its reply. */
final class Request {
    /** The random number that stands in its transmit timestamp, and must come back as the reply's origin. */
    final long nonce;

    /** Whether it asks for an interleaved reply as well. */
    final boolean interleaved;

    /** When waiting ends, on the monotonic scale. */
    final long deadlineNs;

    /**
     * When it left; first as the daemon saw it, then, when the system reports it, as the kernel did. Null until sent.
     */
    Stamp transmit;

    /** Whose reply would not be one of another. */
    Ourselves ourselves = Ourselves.UNKNOWN;

    Request(long nonce, boolean interleaved, long deadlineNs) {
        this.nonce = nonce;
        this.interleaved = interleaved;
        this.deadlineNs = deadlineNs;
    }
}
