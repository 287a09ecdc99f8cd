package dev.foliot.cli;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.DaemonSnapshot;
import java.util.Locale;

/**
 * How setting the clock has ended, as {@code foliot sync --json} prints it. Numbers that are not known are null.
 *
 * @param synchronised whether the clock is as near to true time as was asked for
 * @param waitingFor what was missing, for a person; null when nothing was
 * @param panic why the clock was not moved as far as the sources want, for a person; null when it was
 * @param elapsedS how long it took
 * @param steppedS by how much the clock was stepped; null when it was not
 * @param offsetS what is left of the offset; positive: the clock is behind
 * @param offsetErrorS standard deviation of that
 * @param errorBoundS bound of |clock - true time|
 * @param frequencyPpm what the oscillator is corrected by from now on
 * @param sources how many sources agreed
 */
record SyncReport(
        boolean synchronised,
        String waitingFor,
        String panic,
        double elapsedS,
        Double steppedS,
        Double offsetS,
        Double offsetErrorS,
        Double errorBoundS,
        double frequencyPpm,
        long sources) {
    static SyncReport of(DaemonSnapshot end, double withinS) {
        ClockSnapshot clock = end.clock();
        return new SyncReport(
                right(clock, withinS),
                clock.waitingFor(),
                clock.steering().panic(),
                end.uptimeS(),
                clock.lastStepS(),
                clock.offsetS(),
                clock.offsetErrorS(),
                clock.errorBoundS(),
                clock.frequencyPpm(),
                end.sources().stream().filter(source -> source.role().used()).count());
    }

    /** Whether nothing is left to be done. */
    static boolean right(ClockSnapshot clock, double withinS) {
        return clock.synchronised() && clock.offsetS() != null && Math.abs(clock.offsetS()) <= withinS;
    }

    String text(Palette palette) {
        String took = String.format(Locale.ROOT, "%.1f s", elapsedS);
        String step = steppedS == null ? "" : "stepped by " + Format.signedSeconds(steppedS) + "; ";
        if (synchronised) {
            return palette.good("Set") + " after " + took + ": " + step + "within "
                    + Format.known(errorBoundS, Format::seconds) + " of true time by " + sources
                    + (sources == 1 ? " source" : " sources that agree") + "\n";
        }
        return palette.bad("Not set") + " after " + took + ": " + why(step) + "\n";
    }

    private String why(String step) {
        if (panic != null) {
            return panic;
        }
        return waitingFor != null
                ? "waiting for " + waitingFor
                : step + "the clock is still off by " + Format.known(offsetS, Format::signedSeconds);
    }
}
