package dev.foliot.daemon;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.recording.Recorder;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SeededStreams;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.nio.file.Path;

/** Recordings of simulated daemons. */
public final class Recordings {
    private static final long LIMIT_BYTES = 64 << 20;

    private Recordings() {}

    /**
     * Records a whole story in {@code file}.
     *
     * @param name of the story
     */
    public static void make(Path file, String name) throws IOException {
        Story story = Story.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (SimulatedDaemon simulation = simulation()) {
            record(file, simulation, story.events());
        }
    }

    static SimulatedDaemon simulation() {
        return new SimulatedDaemon(Oscillators.wander(new SeededStreams(7), new Frequency(1)), -0.5);
    }

    /** Records what happens to a daemon, to its end; returns what it said at last. */
    static DaemonSnapshot record(Path file, SimulatedDaemon simulation, Story.Events events) throws IOException {
        simulation.tap = new Recorder(file, LIMIT_BYTES);
        events.happenTo(simulation);
        DaemonSnapshot last = simulation.daemon().snapshotNow();
        simulation.daemon().finish();
        simulation.tap.close();
        return last;
    }
}
