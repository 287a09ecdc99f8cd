package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.RawReading;

/** Reads a clock beside a scale that steering does not bend. */
@FunctionalInterface
public interface RawScale {
    /** @throws ClockException when this machine has no such scale */
    RawReading read() throws ClockException;
}
