package dev.foliot.keyset;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import dev.foliot.nts.KeyRotationParameters;
import dev.foliot.nts.MasterKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Keys as text, for files and for etcd: JSON, which docs/nts-farm.md describes. Strict: what is not just so is refused,
 * with the place and the reason, and never with a part of a key.
 */
final class KeyText {
    /** More than the longest list of keys takes. */
    static final int LONGEST = 1 << 16;

    private static final int VERSION = 1;

    /** Beyond any time that a clock shows, and yet a number of nanoseconds that a long holds: the year 2262. */
    private static final long LAST_S = Long.MAX_VALUE / 1_000_000_000;

    private final JsonReader in;

    private KeyText(String text) {
        in = new JsonReader(new StringReader(text));
        in.setStrictness(Strictness.STRICT);
    }

    static String write(List<MasterKey> keys) {
        StringWriter text = new StringWriter();
        try (JsonWriter out = new JsonWriter(text)) {
            out.setIndent("  ");
            out.beginObject().name("version").value(VERSION).name("keys").beginArray();
            for (MasterKey key : keys) {
                out.beginObject();
                out.name("id").value(HexFormat.of().toHexDigits(key.id()));
                out.name("used_from_s").value(key.usedFromS());
                out.name("key").value(HexFormat.of().formatHex(key.bytes()));
                out.endObject();
            }
            out.endArray().endObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string that cannot be written to", e);
        }
        return text.append('\n').toString();
    }

    /**
     * The keys, oldest first; one at least.
     *
     * @throws IOException when the text does not hold keys
     */
    static List<MasterKey> read(String text) throws IOException {
        try {
            return new KeyText(text).document();
        } catch (MalformedJsonException e) {
            // Gson goes on with advice to programmers.
            String reason = e.getMessage().lines().findFirst().orElse("").replaceFirst("^Use .* to accept ", "");
            throw new IOException("it is not JSON: " + reason, e);
        } catch (EOFException e) {
            throw new IOException("it ends before its end", e);
        }
    }

    private List<MasterKey> document() throws IOException {
        List<MasterKey> keys = null;
        boolean versioned = false;
        String path = in.getPath();
        Set<String> names = new HashSet<>();
        expect(JsonToken.BEGIN_OBJECT);
        in.beginObject();
        while (in.hasNext()) {
            String name = newName(path, names);
            switch (name) {
                case "version" -> {
                    expect(JsonToken.NUMBER);
                    String version = in.nextString();
                    if (!version.equals(String.valueOf(VERSION))) {
                        throw new IOException("it is of version " + version + ", not " + VERSION);
                    }
                    versioned = true;
                }
                case "keys" -> keys = keys();
                default -> throw new IOException(path + ": there is no field \"" + Reason.quoted(name) + '"');
            }
        }
        in.endObject();
        if (in.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("there is something after its end");
        }
        if (!versioned || keys == null || keys.isEmpty()) {
            throw new IOException(!versioned ? "it has no version" : "it has no keys");
        }
        return keys;
    }

    private List<MasterKey> keys() throws IOException {
        List<MasterKey> keys = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        expect(JsonToken.BEGIN_ARRAY);
        in.beginArray();
        while (in.hasNext()) {
            String path = in.getPath();
            MasterKey key = key();
            if (!ids.add(key.id())) {
                throw new IOException(path + ": the second key of this id");
            }
            keys.add(key);
            if (keys.size() > KeyRotationParameters.MOST_KEYS) {
                throw new IOException("it has more than " + KeyRotationParameters.MOST_KEYS + " keys");
            }
        }
        in.endArray();
        return keys;
    }

    private MasterKey key() throws IOException {
        String path = in.getPath();
        OptionalInt id = OptionalInt.empty();
        byte[] bytes = null;
        long usedFromS = -1;
        Set<String> names = new HashSet<>();
        expect(JsonToken.BEGIN_OBJECT);
        in.beginObject();
        while (in.hasNext()) {
            String name = newName(path, names);
            switch (name) {
                case "id" ->
                    id = OptionalInt.of(
                            ByteBuffer.wrap(hexadecimal(Integer.BYTES)).getInt());
                case "used_from_s" -> usedFromS = seconds();
                case "key" -> bytes = hexadecimal(MasterKey.LENGTH);
                default -> throw new IOException(path + ": there is no field \"" + Reason.quoted(name) + '"');
            }
        }
        in.endObject();
        if (id.isEmpty() || bytes == null || usedFromS < 0) {
            throw new IOException(path + ": id, used_from_s and key must be there");
        }
        return new MasterKey(id.getAsInt(), bytes, usedFromS);
    }

    /** The next field of an object, which has had those before. */
    private String newName(String path, Set<String> before) throws IOException {
        String name = in.nextName();
        if (!before.add(name)) {
            throw new IOException(path + ": \"" + Reason.quoted(name) + "\" twice");
        }
        return name;
    }

    private byte[] hexadecimal(int length) throws IOException {
        expect(JsonToken.STRING);
        String path = in.getPath();
        String digits = in.nextString();
        if (!digits.matches("[0-9a-f]{" + 2 * length + "}")) {
            throw new IOException(path + ": not " + 2 * length + " hexadecimal digits in lower case");
        }
        return HexFormat.of().parseHex(digits);
    }

    private long seconds() throws IOException {
        expect(JsonToken.NUMBER);
        String path = in.getPath();
        String digits = in.nextString();
        if (!digits.matches("[0-9]{1,18}") || Long.parseLong(digits) > LAST_S) {
            throw new IOException(path + ": not a whole number of seconds from 1970 on");
        }
        return Long.parseLong(digits);
    }

    private void expect(JsonToken token) throws IOException {
        JsonToken found = in.peek();
        if (found != token) {
            throw new IOException(in.getPath() + ": " + word(found) + " where " + word(token) + " should be");
        }
    }

    private static String word(JsonToken token) {
        return token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
