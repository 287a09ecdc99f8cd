package dev.foliot.platform;

import dev.foliot.time.Frequency;

/**
 * What a clock can do on this machine.
 *
 * @param backend its name: {@code adjtimex}, {@code ntp_adjtime}, {@code userspace}, {@code simulated}
 * @param steerable whether this process may step it and set its frequency
 * @param atomicStep whether a step is one operation; otherwise it is read, add, set, with the residue measured and
 *     corrected
 * @param leap whether it inserts and deletes leap seconds by itself when told of them
 * @param tai whether it keeps TAI - UTC
 * @param frequencyOnset when a new frequency acts
 * @param maxFrequency the largest frequency that can be set, either way
 * @param frequencyQuantum the step in which frequency is set, zero when any value is possible
 * @param readingQuantumNs the step in which it is read, at least 1
 */
public record ClockCapabilities(
        String backend,
        boolean steerable,
        boolean atomicStep,
        boolean leap,
        boolean tai,
        FrequencyOnset frequencyOnset,
        Frequency maxFrequency,
        Frequency frequencyQuantum,
        long readingQuantumNs) {}
