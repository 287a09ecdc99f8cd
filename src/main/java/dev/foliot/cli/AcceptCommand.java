package dev.foliot.cli;

import dev.foliot.observability.SteeringSnapshot;
import dev.foliot.observability.SteeringState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code foliot accept}: a person who knows better lets happen what panic thresholds have stopped. */
final class AcceptCommand implements Command {
    @Override
    public String name() {
        return "accept";
    }

    @Override
    public String summary() {
        return "accept a correction that panic thresholds have stopped";
    }

    @Override
    public String details() {
        return """
                Without --offset, shows what the sources want the clock moved by, if the daemon has
                refused that. With the offset that was shown, has it done; it is refused when the
                sources want anything else by now. For root and the user of the daemon alone.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued("offset", "SECONDS", "the offset that was shown, which is to be corrected"),
                CommonOptions.socket());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException {
        call.arguments(0, 0);
        DaemonQuery daemon = new DaemonQuery(call);
        if (!call.has("offset")) {
            call.terminal().print(shown(daemon.status().clock().steering()));
            return ExitCode.OK;
        }
        double offsetS = offset(call.value("offset"));
        Optional<String> objection = daemon.accept(offsetS);
        if (objection.isPresent()) {
            call.terminal().complain("foliot accept: " + objection.get());
            return ExitCode.TEMPORARY;
        }
        call.terminal()
                .print(call.palette().good("Accepted") + ": the clock is corrected by " + seconds(offsetS) + "\n");
        return ExitCode.OK;
    }

    private static String shown(SteeringSnapshot steering) {
        return steering.state() == SteeringState.PANIC
                ? steering.panic() + "\n" + steering.panicRemedy() + "\n"
                : "Nothing to accept: the daemon has refused no correction\n";
    }

    private static double offset(String typed) throws UsageException {
        try {
            double offsetS = Double.parseDouble(typed);
            if (Double.isFinite(offsetS)) {
                return offsetS;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new UsageException("--offset: \"" + typed + "\" is not a number of seconds such as +1234.500");
    }

    private static String seconds(double offsetS) {
        return String.format(Locale.ROOT, "%+.3f s", offsetS);
    }
}
