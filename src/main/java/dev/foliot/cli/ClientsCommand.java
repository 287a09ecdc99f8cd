package dev.foliot.cli;

import com.google.gson.JsonObject;
import dev.foliot.control.ClientsHandler;
import dev.foliot.observability.ClientOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;

/** {@code foliot clients}: who asks this server. */
final class ClientsCommand implements Command {
    private static final String ORDERS =
            Arrays.stream(ClientOrder.values()).map(ClientsCommand::word).collect(Collectors.joining(", "));

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public String summary() {
        return "who asks this server, and how often";
    }

    @Override
    public String details() {
        return """
                Shows the clients that the server remembers: the latest of those who asked, as
                many as its tables hold. What became of all requests, "foliot status" shows.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.builder("n")
                        .longOpt("count")
                        .hasArg()
                        .argName("N")
                        .desc("show so many, up to " + ClientsHandler.MOST + "; default "
                                + ClientsHandler.DEFAULT_LIMIT)
                        .get(),
                CommonOptions.valued(
                        "sort",
                        "BY",
                        "which come first: " + ORDERS + "; default " + word(ClientsHandler.DEFAULT_ORDER)),
                CommonOptions.json(),
                CommonOptions.socket());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException {
        call.arguments(0, 0);
        JsonObject request = new JsonObject();
        request.addProperty("command", ClientsHandler.COMMAND);
        request.addProperty("limit", call.integer("count", 1, ClientsHandler.MOST, ClientsHandler.DEFAULT_LIMIT));
        request.addProperty("order", order(call.value("sort")));
        DaemonQuery daemon = new DaemonQuery(call);
        if (call.json()) {
            call.terminal().printJson(daemon.reply(request));
        } else {
            call.terminal().print(ClientsText.of(daemon.clients(request), call.palette()));
        }
        return ExitCode.OK;
    }

    private static String order(String typed) throws UsageException {
        if (typed == null) {
            return word(ClientsHandler.DEFAULT_ORDER);
        }
        if (Arrays.stream(ClientOrder.values()).noneMatch(order -> word(order).equals(typed))) {
            throw new UsageException("--sort: \"" + typed + "\" is not one of " + ORDERS);
        }
        return typed;
    }

    private static String word(ClientOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
