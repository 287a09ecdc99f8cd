package dev.foliot.cli;

import dev.foliot.control.StatusHandler;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot status}: whether the clock is right, and what the daemon is doing about it. */
final class StatusCommand implements Command {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "whether the clock is right, how far off at most, and who says so";
    }

    @Override
    public List<Option> options() {
        return List.of(CommonOptions.json(), CommonOptions.socket());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException {
        call.arguments(0, 0);
        DaemonQuery daemon = new DaemonQuery(call);
        if (call.json()) {
            call.terminal().printJson(daemon.reply(StatusHandler.COMMAND));
        } else {
            call.terminal().print(StatusText.of(daemon.status(), call.palette()));
        }
        return ExitCode.OK;
    }
}
