package dev.foliot.cli;

import dev.foliot.control.Json;
import dev.foliot.daemon.Logging;
import dev.foliot.daemon.Observer;
import dev.foliot.daemon.Replay;
import dev.foliot.daemon.Version;
import dev.foliot.recording.RecordingException;
import dev.foliot.recording.ReplayDifference;
import dev.foliot.recording.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code foliot replay}: a recorded daemon once more, with the reasons. */
final class ReplayCommand implements Command {
    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public String summary() {
        return "do again what a recorded daemon did, and say why";
    }

    @Override
    public String details() {
        return """
                Reads what 'foliot daemon --record=FILE' wrote, gives the daemon's core the
                same readings, packets and random numbers, and holds what it does against
                what it did. Touches no clock and no network. Ends with 1 when there is a
                difference, with 65 when the recording is damaged.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("since", "TIME", "leave away what was before, 2026-11-22T12:00:00Z say"),
                CommonOptions.valued("until", "TIME", "leave away what was after"),
                CommonOptions.valued("source", "NAME", "only what one source did; its name, or its address"),
                CommonOptions.flag("q", "quiet", "print only how it ended"),
                CommonOptions.flag("v", "verbose", "show the weight of every sample"),
                CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException {
        Path file = Path.of(call.arguments(1, 1).get(0));
        if (!Files.isReadable(file)) {
            String reason = Files.exists(file) ? "may not be read by this user" : "does not exist";
            throw new CommandException(ExitCode.NO_INPUT, file + ": " + reason);
        }
        ReplayFilter filter = new ReplayFilter(
                time(call, "since", Long.MIN_VALUE),
                time(call, "until", Long.MAX_VALUE),
                Optional.ofNullable(call.value("source")));
        Logging.start(System.Logger.Level.OFF, false);
        return new Teller(call, filter).tell(file);
    }

    private static long time(Invocation call, String option, long otherwise) throws UsageException {
        String value = call.value(option);
        if (value == null) {
            return otherwise;
        }
        try {
            Instant instant = Instant.parse(value);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new UsageException("--" + option + ": \"" + value + "\" is not a time such as 2026-11-22T12:00:00Z");
        }
    }

    /** Prints while the daemon is replayed, so that what was before a difference is seen. */
    private static final class Teller {
        private final Invocation call;
        private final ReplayFilter filter;
        private final ReplayText text;
        private Replayer replayer;

        Teller(Invocation call, ReplayFilter filter) {
            this.call = call;
            this.filter = filter;
            this.text = new ReplayText(call.palette(), call.has("verbose"));
        }

        ExitCode tell(Path file) throws CommandException, IOException {
            try {
                Replay.Result result = Replay.run(file, this::observer);
                end(result);
                if (result.fault().isPresent()) {
                    throw result.fault().get();
                }
                return ExitCode.OK;
            } catch (ReplayDifference e) {
                trouble(e.getMessage());
                throw new CommandException(ExitCode.DIFFERENT, e.getMessage() + otherVersion());
            } catch (RecordingException e) {
                trouble(e.getMessage());
                throw new CommandException(ExitCode.DATA, e.getMessage());
            }
        }

        private Observer observer(Replayer started) {
            replayer = started;
            if (!call.json()) {
                call.terminal().print(ReplayText.head(started.head()));
            }
            return call.has("quiet") ? Observer.NONE : new ReplayAccount(started, filter, this::print);
        }

        private void print(ReplayEvent event) {
            if (call.json()) {
                call.terminal().printLine(Json.compact(event));
            } else {
                call.terminal().print(text.of(event));
            }
        }

        private String otherVersion() {
            String version = replayer.head().version();
            return version.equals(Version.TEXT)
                    ? ""
                    : "\nIt was recorded by version " + version + ", which may decide otherwise than this one, "
                            + Version.TEXT + ".";
        }

        private void trouble(String message) {
            if (call.json() && replayer != null) {
                call.terminal().printLine(Json.compact(end(false, message, false)));
            }
        }

        private void end(Replay.Result result) {
            if (call.json()) {
                call.terminal().printLine(Json.compact(end(true, null, result.finished())));
                return;
            }
            call.terminal().print("\n" + summary(result));
        }

        private ReplayEvent.End end(boolean identical, String trouble, boolean finished) {
            return new ReplayEvent.End(
                    "end",
                    replayer.latest().utcNs(),
                    replayer.turns(),
                    null,
                    null,
                    identical,
                    trouble,
                    replayer.events(),
                    replayer.commands(),
                    replayer.bytes(),
                    replayer.cutOff(),
                    finished);
        }

        private String summary(Replay.Result result) {
            String end = result.finished()
                    ? "the daemon was told to end"
                    : result.cutOff()
                            ? "the recording is cut off in the midst of a block"
                            : "the daemon goes on, or was ended by force";
            return call.palette().good("The same, bit for bit") + ": " + result.commands() + " commands in "
                    + result.turns() + " turns of the loop; " + result.events() + " events, " + result.bytes()
                    + " bytes\nThen " + end + ". Its clock: " + StatusText.line(result.last()) + "\n";
        }
    }
}
