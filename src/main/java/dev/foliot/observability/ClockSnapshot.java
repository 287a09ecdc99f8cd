package dev.foliot.observability;

import dev.foliot.time.LeapIndicator;

/**
 * The disciplined clock at one moment. Numbers that are not known yet are null.
 *
 * @param backend who keeps it: {@code adjtimex}, {@code ntp_adjtime}, {@code userspace}
 * @param steered whether this machine's clock is steered; otherwise a userspace clock stands in for it
 * @param control why it is steered or not, for a person
 * @param synchronised whether it is known to be right
 * @param waitingFor what is missing when it is not, for a person; null when nothing is
 * @param offsetS estimated true time minus clock, in seconds; positive: it is behind
 * @param offsetErrorS standard deviation of that
 * @param expectedErrorS how far off it is by what is known: what is left of the offset, and its standard deviation; what
 *     is published as the kernel's {@code esterror}
 * @param errorBoundS bound of |clock - true time|, in seconds
 * @param frequencyPpm what the oscillator is corrected by; positive: it is slow
 * @param frequencyErrorPpm standard deviation of that
 * @param slewPpm what is added now to slew an offset away
 * @param rootDelayS round trip to the reference
 * @param rootDispersionS what makes half of the root delay the bound of the clock's error, as it is served
 * @param stratum of this machine, 16 while not synchronised
 * @param referenceId of the selected source, as a person reads it
 * @param leap what is announced for the end of the month
 * @param updates how often an estimate has been applied
 * @param steps how often it was stepped
 * @param lastStepS the latest step, in seconds
 * @param foreignSteps how often somebody else set the clock
 * @param suspends how often the machine was suspended, as far as the system tells
 * @param lastSuspendS for how long the last time, in seconds
 * @param steering whether it follows the sources, and why not
 * @param leapSecond what is known of leap seconds, and what is done about them
 */
public record ClockSnapshot(
        String backend,
        boolean steered,
        String control,
        boolean synchronised,
        String waitingFor,
        Double offsetS,
        Double offsetErrorS,
        Double expectedErrorS,
        Double errorBoundS,
        double frequencyPpm,
        Double frequencyErrorPpm,
        double slewPpm,
        Double rootDelayS,
        Double rootDispersionS,
        int stratum,
        String referenceId,
        LeapIndicator leap,
        long updates,
        long steps,
        Double lastStepS,
        long foreignSteps,
        long suspends,
        Double lastSuspendS,
        SteeringSnapshot steering,
        LeapSnapshot leapSecond) {}
