package dev.foliot.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters come back as they were, or not at all. */
class ParameterJsonTest {
    private record Inner(double real, Optional<Path> path) {
        Inner {
            if (real < 0) {
                throw new IllegalArgumentException("real is negative");
            }
        }
    }

    private record Outer(List<Inner> inner, Set<InetAddress> addresses, System.Logger.Level level, long whole) {}

    @Test
    void everyBitOfANumberComesBack() throws Exception {
        List<Inner> inner = List.of(
                new Inner(0.1 + 0.2, Optional.of(Path.of("/var/lib"))),
                new Inner(Double.POSITIVE_INFINITY, Optional.empty()),
                new Inner(Double.MIN_VALUE, Optional.empty()));
        Set<InetAddress> addresses = Set.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
        Outer outer = new Outer(inner, addresses, System.Logger.Level.WARNING, Long.MIN_VALUE);

        assertEquals(outer, ParameterJson.read(ParameterJson.write(outer), Outer.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'real': 1} | Inner lacks path",
                "{'real': 1, 'path': null, 'other': 2} | Inner has the unknown other",
                "{'real': -1, 'path': null} | real is negative",
                "[] | Inner is not an object",
                "null | there is nothing",
                "{'real': 'x', 'path': null} | x",
            })
    void whatDoesNotFitIsAnErrorThatSaysWhat(String json, String what) {
        JsonParseException e =
                assertThrows(JsonParseException.class, () -> ParameterJson.read(json.replace('\'', '"'), Inner.class));
        assertTrue(String.valueOf(e.getMessage() + e.getCause()).contains(what), e::toString);
    }

    @Test
    void aNameIsNotLookedUp() {
        String json = "{\"inner\":[],\"addresses\":[\"face.example\"],\"level\":\"OFF\",\"whole\":0}";
        JsonParseException e = assertThrows(JsonParseException.class, () -> ParameterJson.read(json, Outer.class));
        assertTrue(e.getMessage().contains("\"face.example\" is not an IP address"), e::getMessage);
    }
}
