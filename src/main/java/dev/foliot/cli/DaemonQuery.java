package dev.foliot.cli;

import com.google.gson.JsonObject;
import dev.foliot.config.Configuration;
import dev.foliot.control.AcceptHandler;
import dev.foliot.control.ControlClient;
import dev.foliot.control.ControlException;
import dev.foliot.control.Json;
import dev.foliot.observability.DaemonSnapshot;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the running daemon on behalf of a command that has the option {@code --socket}. */
final class DaemonQuery {
    static final Path DEFAULT_SOCKET = Configuration.DEFAULT_CONTROL_SOCKET.orElseThrow();

    private final ControlClient client;

    DaemonQuery(Invocation call) {
        this.client = new ControlClient(call.path("socket", DEFAULT_SOCKET), ControlClient.DEFAULT_TIMEOUT);
    }

    DaemonSnapshot status() throws CommandException {
        try {
            return client.status();
        } catch (ControlException e) {
            throw failure(e);
        }
    }

    /** The daemon's reply as it came, with whatever a newer daemon has added. */
    JsonObject reply(String command) throws CommandException {
        try {
            return client.request(command);
        } catch (ControlException e) {
            throw failure(e);
        }
    }

    /** Accepts a correction that the daemon has refused; returns what stands against that, in words. */
    Optional<String> accept(double offsetS) throws CommandException {
        JsonObject request = new JsonObject();
        request.addProperty("command", AcceptHandler.COMMAND);
        request.addProperty(AcceptHandler.OFFSET, offsetS);
        try {
            AcceptHandler.Reply reply = Json.fromJson(client.request(request), AcceptHandler.Reply.class);
            return reply.accepted() ? Optional.empty() : Optional.of(reply.objection());
        } catch (ControlException e) {
            throw failure(e);
        }
    }

    private static CommandException failure(ControlException e) {
        ExitCode code = switch (e.reason()) {
            case NOT_RUNNING, REFUSED -> ExitCode.UNAVAILABLE;
            case NO_PERMISSION -> ExitCode.NO_PERMISSION;
            case TIMED_OUT -> ExitCode.TEMPORARY;
            case BAD_REPLY -> ExitCode.PROTOCOL;
            case FAILED -> ExitCode.OS_ERROR;
        };
        return new CommandException(code, e.getMessage());
    }
}
