package dev.foliot.cli;

/** When output is coloured. */
public enum ColorMode {
    /** On a terminal that has colours, unless the user has asked for none. */
    AUTO,
    ALWAYS,
    NEVER
}
