package dev.foliot.plot;

/**
 * A mark on an axis.
 *
 * @param label what stands beside it; empty for a line without words
 */
record Tick(double value, String label) {}
