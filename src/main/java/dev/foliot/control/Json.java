package dev.foliot.control;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;

/** Records to JSON and back, in the one dialect that the control socket and every {@code --json} speak. */
public final class Json {
    private static final Gson COMPACT = dialect().create();
    private static final Gson INDENTED = dialect().setPrettyPrinting().create();

    private Json() {}

    /** On one line, without a newline at its end. */
    public static String compact(Object value) {
        return COMPACT.toJson(value);
    }

    /** Over several lines, without a newline at its end. */
    public static String indented(Object value) {
        return INDENTED.toJson(value);
    }

    /**
     * Reads exactly one JSON value (RFC 8259; no comments, no bare words).
     *
     * @throws JsonParseException when it is not one
     */
    public static JsonElement parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = COMPACT.getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonSyntaxException("more than one JSON value");
            }
            return element;
        } catch (IOException e) {
            throw new JsonSyntaxException(e.getMessage(), e);
        }
    }

    /**
     * The record that {@code json} describes. Fields that it does not know are ignored.
     *
     * @throws JsonParseException when a value does not fit its field
     */
    public static <T> T fromJson(JsonElement json, Class<T> type) {
        return COMPACT.fromJson(json, type);
    }

    private static GsonBuilder dialect() {
        return new GsonBuilder()
                .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                .serializeNulls()
                .disableHtmlEscaping()
                .registerTypeAdapter(double.class, new DoubleAdapter(Double.NaN))
                .registerTypeAdapter(Double.class, new DoubleAdapter(null))
                .registerTypeAdapterFactory(new EnumAdapterFactory());
    }

    /** JSON has no word for infinity or not-a-number: both are unknown numbers, so null. */
    private static final class DoubleAdapter extends TypeAdapter<Double> {
        private final Double unknown;

        DoubleAdapter(Double unknown) {
            this.unknown = unknown;
        }

        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value == null || !Double.isFinite(value)) {
                out.nullValue();
            } else {
                out.value(value);
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return unknown;
            }
            return in.nextDouble();
        }
    }

    private static final class EnumAdapterFactory implements TypeAdapterFactory {
        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? super T> raw = type.getRawType();
            return raw.isEnum() ? new EnumAdapter<T>(raw).nullSafe() : null;
        }
    }

    private static final class EnumAdapter<T> extends TypeAdapter<T> {
        private final Class<?> type;

        EnumAdapter(Class<?> type) {
            this.type = type;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            out.value(name(value));
        }

        @Override
        public T read(JsonReader in) throws IOException {
            String name = in.nextString();
            for (Object constant : type.getEnumConstants()) {
                if (name(constant).equals(name)) {
                    @SuppressWarnings("unchecked")
                    T value = (T) constant;
                    return value;
                }
            }
            throw new JsonParseException(in.getPath() + ": unknown value \"" + name + "\"");
        }

        private static String name(Object constant) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
        }
    }
}
