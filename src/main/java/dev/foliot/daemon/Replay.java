package dev.foliot.daemon;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.recording.RecordingException;
import dev.foliot.recording.ReplayDifference;
import dev.foliot.recording.Replayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A daemon that is made again from a recording, and does once more what it did: in no time, and to no clock. */
public final class Replay {
    private Replay() {}

    /**
     * What came of a replay.
     *
     * @param turns how many turns of the loop it was
     * @param events how much passed between the core and its ports
     * @param commands how much of that was done by the core, and done again
     * @param bytes the recording's size, as far as it was read
     * @param cutOff whether the recording ends in the midst of being written
     * @param finished whether the daemon was told to end
     * @param fault what the core failed with at the end, as it did when it was recorded; empty when it did not
     * @param last the daemon after its last turn
     */
    public record Result(
            long turns,
            long events,
            long commands,
            long bytes,
            boolean cutOff,
            boolean finished,
            Optional<RuntimeException> fault,
            DaemonSnapshot last) {}

    /**
     * Replays a whole recording.
     *
     * @param observer makes the observer that is told what the core decides; from the replayer, which knows when
     * @throws RecordingException when the file is no recording or is damaged
     * @throws ReplayDifference when the core does not do the same
     */
    public static Result run(Path recording, Function<Replayer, Observer> observer) throws IOException {
        Replayer replayer = new Replayer(recording);
        Ports ports = new Ports(
                replayer.clock(),
                replayer.head().control(),
                replayer.network(),
                replayer.resolver(),
                replayer.poller(),
                replayer.files(),
                replayer.keyExchanges(),
                replayer.head().builtUtcNs());
        try (replayer;
                Daemon daemon = new Daemon(
                        replayer.head().configuration(),
                        ports,
                        replayer.random(),
                        replayer,
                        observer.apply(replayer))) {
            return turns(replayer, daemon);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Result turns(Replayer replayer, Daemon daemon) {
        Optional<RuntimeException> fault = Optional.empty();
        OptionalLong longestNs = replayer.nextTurn();
        while (longestNs.isPresent()) {
            try {
                daemon.turn(longestNs.getAsLong());
            } catch (ReplayDifference | UncheckedIOException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!replayer.finishesNext()) {
                    throw e;
                }
                fault = Optional.of(e);
                break;
            }
            longestNs = replayer.nextTurn();
        }
        DaemonSnapshot last = daemon.snapshotNow();
        boolean finished = replayer.finishes();
        if (finished) {
            daemon.finish();
        }
        replayer.end();
        return new Result(
                replayer.turns(),
                replayer.events(),
                replayer.commands(),
                replayer.bytes(),
                replayer.cutOff(),
                finished,
                fault,
                last);
    }
}
