package dev.foliot.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** From the text of a request to the text of its reply. Never throws: whatever is wrong becomes a reply. */
final class Dispatcher {
    private static final int SHOWN_OF_COMMAND = 40;

    private final Map<String, ControlHandler> handlers;

    Dispatcher(Map<String, ControlHandler> handlers) {
        this.handlers = new TreeMap<>(handlers);
    }

    /**
     * One JSON object and a newline.
     *
     * @param mayOrder whether who asks may ask for what is privileged; called only then
     */
    String reply(String request, BooleanSupplier mayOrder) {
        try {
            JsonObject body = parse(request);
            ControlHandler handler = handler(body);
            if (handler.privileged() && !mayOrder.getAsBoolean()) {
                return denial();
            }
            return Json.compact(handler.answer(body)) + "\n";
        } catch (RequestException e) {
            return error(e.getMessage());
        } catch (RuntimeException e) {
            return error("internal error: " + e);
        }
    }

    private static String denial() {
        JsonObject reply = new JsonObject();
        reply.addProperty("error", "only root and the user of the daemon may ask for that");
        reply.addProperty("denied", true);
        return Json.compact(reply) + "\n";
    }

    static String error(String message) {
        JsonObject reply = new JsonObject();
        reply.addProperty("error", message);
        return Json.compact(reply) + "\n";
    }

    private static JsonObject parse(String request) throws RequestException {
        try {
            if (Json.parse(request) instanceof JsonObject body) {
                return body;
            }
        } catch (JsonParseException e) {
            // Told to the client below: where the parser stumbled is of no use to it.
        }
        throw new RequestException("the request is not a JSON object; expected {\"command\": \"NAME\"}");
    }

    private ControlHandler handler(JsonObject body) throws RequestException {
        JsonElement command = body.get("command");
        if (!(command instanceof JsonPrimitive name) || !name.isString()) {
            throw new RequestException("the request names no command; expected {\"command\": \"NAME\"}");
        }
        ControlHandler handler = handlers.get(name.getAsString());
        if (handler == null) {
            String shown = name.getAsString();
            shown = shown.length() <= SHOWN_OF_COMMAND ? shown : shown.substring(0, SHOWN_OF_COMMAND) + "...";
            throw new RequestException(
                    "unknown command \"" + shown + "\"; known: " + String.join(", ", handlers.keySet()));
        }
        return handler;
    }
}
