package dev.foliot.observability;

/** What the daemon is doing about the clock. */
public enum SteeringState {
    /** It does not know the time, not yet or not any more. */
    UNSYNCHRONISED,
    /** It follows its sources. */
    SYNCHRONISED,
    /** No source can be used; it goes on by what it knows of the oscillator. */
    HOLDOVER,
    /** It has refused to move the clock as far as its sources want, and leaves it alone. */
    PANIC
}
