package dev.foliot.experiment;

import dev.foliot.daemon.Daemon;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.scenario.Scenario;
import dev.foliot.simulation.SimulatedClock;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** What a plot shows besides {@link Observations}, in each second. */
final class Trace implements BiConsumer<Daemon, SimulatedClock> {
    private final double[] neededPpm;
    private final double[] correctionPpm;
    private final double[] pollS;
    private int seconds;

    Trace(Scenario scenario) {
        this.neededPpm = new double[scenario.durationS() + 1];
        this.correctionPpm = new double[scenario.durationS() + 1];
        this.pollS = new double[scenario.durationS() + 1];
    }

    @Override
    public void accept(Daemon daemon, SimulatedClock clock) {
        DaemonSnapshot snapshot = daemon.snapshotNow();
        double oscillator = clock.oscillatorError().ratio();
        neededPpm[seconds] = -oscillator / (1 + oscillator) * 1e6;
        correctionPpm[seconds] =
                snapshot.clock().updates() == 0 ? Double.NaN : snapshot.clock().frequencyPpm();
        pollS[seconds] = snapshot.sources().stream()
                .mapToDouble(SourceSnapshot::pollS)
                .min()
                .orElse(Double.NaN);
        seconds++;
    }

    /** What the oscillator would have to be corrected by. */
    double[] neededPpm() {
        return Arrays.copyOf(neededPpm, seconds);
    }

    /** What the daemon takes that to be; NaN before it knows anything. */
    double[] correctionPpm() {
        return Arrays.copyOf(correctionPpm, seconds);
    }

    /** The shortest poll interval of the sources. */
    double[] pollS() {
        return Arrays.copyOf(pollS, seconds);
    }
}
