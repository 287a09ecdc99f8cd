package dev.foliot.cli;

import com.google.gson.JsonObject;
import dev.foliot.control.StatusHandler;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot sources}: each source, what it says, and whether it is believed. */
final class SourcesCommand implements Command {
    @Override
    public String name() {
        return "sources";
    }

    @Override
    public String summary() {
        return "the daemon's sources: what each says, and why it is used or not";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.flag("v", "verbose", "explain the columns, and show everything known of each source"),
                CommonOptions.json(),
                CommonOptions.socket());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException {
        call.arguments(0, 0);
        DaemonQuery daemon = new DaemonQuery(call);
        if (call.json()) {
            JsonObject report = new JsonObject();
            report.add("sources", daemon.reply(StatusHandler.COMMAND).get("sources"));
            call.terminal().printJson(report);
        } else {
            call.terminal().print(SourcesText.of(daemon.status().sources(), call.has("verbose"), call.palette()));
        }
        return ExitCode.OK;
    }
}
