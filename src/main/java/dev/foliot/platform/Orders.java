package dev.foliot.platform;

import java.util.OptionalDouble;

/** What a person tells the daemon while it runs. */
public interface Orders {
    /**
     * A correction that panic thresholds have stopped, and a person accepts, in seconds; empty when nobody has said so
     * since this was last asked.
     */
    OptionalDouble acceptedOffsetS();
}
