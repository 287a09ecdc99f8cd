package dev.foliot.cli;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.DaemonSnapshot;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot wait}: for whatever must not start before the clock is right. */
final class WaitCommand implements Command {
    private static final double FOR_EVER_S = Double.POSITIVE_INFINITY;
    private static final double ANY_ERROR_S = Double.POSITIVE_INFINITY;
    private static final long ASK_AGAIN_MS = 200;

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String summary() {
        return "wait until the clock is right";
    }

    @Override
    public String details() {
        return """
                Asks the daemon again and again, and ends with 0 as soon as this machine's clock
                is as near to true time as was asked for; with 75 when that takes too long. Ends
                at once when no daemon is running (69), and when it may not set the clock (77).
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.valued(
                        "max-error", "DURATION", "how near is near enough, 5ms say; default: what the daemon believes"),
                CommonOptions.valued("timeout", "DURATION", "how long to wait; default for ever"),
                CommonOptions.socket());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, InterruptedException {
        call.arguments(0, 0);
        double maxErrorS = call.seconds("max-error", 1e-9, 3600, ANY_ERROR_S);
        double timeoutS = call.seconds("timeout", 0, 1e6, FOR_EVER_S);
        DaemonQuery daemon = new DaemonQuery(call);
        long startedNs = System.nanoTime();
        DaemonSnapshot now = daemon.status();
        while (!right(now.clock(), maxErrorS)) {
            if ((System.nanoTime() - startedNs) * 1e-9 >= timeoutS) {
                call.terminal().complain("foliot wait: " + StatusText.line(now));
                return ExitCode.TEMPORARY;
            }
            Thread.sleep(ASK_AGAIN_MS);
            now = daemon.status();
        }
        call.terminal().print(StatusText.line(now) + "\n");
        return ExitCode.OK;
    }

    private static boolean right(ClockSnapshot clock, double maxErrorS) throws CommandException {
        if (!clock.steered()) {
            throw new CommandException(ExitCode.NO_PERMISSION, "this machine's clock is not set: " + clock.control());
        }
        return clock.synchronised() && clock.errorBoundS() != null && clock.errorBoundS() <= maxErrorS;
    }
}
