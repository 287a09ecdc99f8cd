package dev.foliot.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.foliot.observability.ClientOrder;
import dev.foliot.observability.ClientSnapshot;
import dev.foliot.observability.ClientsSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The command {@value #COMMAND}: those whom the server remembers, a {@link ClientsSnapshot}. Besides {@code command} a
 * request may have {@code limit}, 1 to {@value #MOST}, and {@code order}, one of {@link ClientOrder} in lower case.
 */
public final class ClientsHandler implements ControlHandler {
    public static final String COMMAND = "clients";

    /** A reply has room for so many. */
    public static final int MOST = 5_000;

    public static final int DEFAULT_LIMIT = 20;
    public static final ClientOrder DEFAULT_ORDER = ClientOrder.REQUESTS;

    private static final int SHOWN = 40;

    private final Clients clients;

    /** Who has clients. */
    @FunctionalInterface
    public interface Clients {
        /** All that are remembered; called on the control thread, and quick. */
        List<ClientSnapshot> all() throws RequestException;
    }

    public ClientsHandler(Clients clients) {
        this.clients = clients;
    }

    /** Who asks a server is nobody else's business. */
    @Override
    public boolean privileged() {
        return true;
    }

    @Override
    public ClientsSnapshot answer(JsonObject request) throws RequestException {
        int limit = limit(request.get("limit"));
        ClientOrder order = order(request.get("order"));
        return ClientsSnapshot.of(clients.all(), order, limit);
    }

    private static int limit(JsonElement value) throws RequestException {
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        String text = value instanceof JsonPrimitive number && number.isNumber() ? number.getAsString() : "";
        int limit = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw new RequestException("limit is no number from 1 to " + MOST);
        }
        return limit;
    }

    private static ClientOrder order(JsonElement value) throws RequestException {
        if (value == null) {
            return DEFAULT_ORDER;
        }
        String text = value instanceof JsonPrimitive word && word.isString() ? word.getAsString() : "";
        for (ClientOrder order : ClientOrder.values()) {
            if (word(order).equals(text)) {
                return order;
            }
        }
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        throw new RequestException("unknown order \"" + shown + "\"; known: "
                + Arrays.stream(ClientOrder.values()).map(ClientsHandler::word).collect(Collectors.joining(", ")));
    }

    private static String word(ClientOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
