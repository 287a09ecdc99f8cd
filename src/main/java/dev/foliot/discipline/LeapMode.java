package dev.foliot.discipline;

/** How the clock makes leap seconds. */
public enum LeapMode {
    /** The system makes them, where it can; elsewhere as {@link #STEP}. */
    SYSTEM,
    /** The daemon steps the clock at their moment. */
    STEP,
    /** The daemon slews the clock from their moment on: it is a second off at first, and never goes back. */
    SLEW,
    /** Nothing is done at their moment; the clock follows its sources later, as with any other error. */
    IGNORE
}
