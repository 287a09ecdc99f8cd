package dev.foliot.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatcherTest {
    private final Dispatcher dispatcher = new Dispatcher(Map.of(
            "echo",
            request -> request,
            "refuse",
            request -> {
                throw new RequestException("not today");
            },
            "crash",
            request -> {
                throw new IllegalStateException("broken");
            }));

    @Test
    void theHandlerOfTheCommandAnswersAndSeesTheWholeRequest() {
        assertEquals(
                "{\"command\":\"echo\",\"limit\":3}\n",
                dispatcher.reply("{\"command\": \"echo\", \"limit\": 3}", () -> false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\": \"refuse\"} | not today",
                "{\"command\": \"crash\"}  | internal error: java.lang.IllegalStateException: broken",
                "{\"command\": \"dance\"}  | unknown command \"dance\"; known: crash, echo, refuse",
                "{\"command\": 1}          | the request names no command; expected {\"command\": \"NAME\"}",
                "{\"command\": null}       | the request names no command; expected {\"command\": \"NAME\"}",
                "{}                        | the request names no command; expected {\"command\": \"NAME\"}",
                "[\"command\"]             | the request is not a JSON object; expected {\"command\": \"NAME\"}",
                "GET / HTTP/1.1            | the request is not a JSON object; expected {\"command\": \"NAME\"}",
            })
    void whatCannotBeAnsweredGetsTheReason(String request, String error) {
        JsonObject reply = Json.parse(dispatcher.reply(request, () -> false)).getAsJsonObject();
        assertEquals(error, reply.get("error").getAsString());
    }

    @Test
    void whatIsPrivilegedIsForThoseWhoMayOrderAlone() {
        List<Double> accepted = new ArrayList<>();
        Dispatcher orders = new Dispatcher(Map.of("accept", new AcceptHandler(offsetS -> {
            accepted.add(offsetS);
            return offsetS > 0 ? Optional.empty() : Optional.of("not that");
        })));
        String request = "{\"command\": \"accept\", \"offset_s\": 1.5}";
        assertTrue(orders.reply(request, () -> false).contains("\"denied\":true"));
        assertEquals(List.of(), accepted);
        assertEquals("{\"accepted\":true,\"objection\":null}\n", orders.reply(request, () -> true));
        assertEquals(
                "{\"accepted\":false,\"objection\":\"not that\"}\n",
                orders.reply(request.replace("1.5", "-1.5"), () -> true));
        assertTrue(orders.reply(request.replace("1.5", "\"1.5\""), () -> true).contains("\"error\""));
        assertEquals(List.of(1.5, -1.5), accepted);
    }

    @Test
    void aLongUnknownCommandIsNotEchoedWhole() {
        assertTrue(dispatcher
                        .reply("{\"command\": \"" + "x".repeat(4000) + "\"}", () -> false)
                        .length()
                < 200);
    }

    @Property
    void anyTextGetsOneLineOfJson(@ForAll String request) {
        String reply = dispatcher.reply(request, () -> false);
        assertEquals(reply.length() - 1, reply.indexOf('\n'));
        assertTrue(Json.parse(reply).isJsonObject());
    }
}
