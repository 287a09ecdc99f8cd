package dev.foliot.recording;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.foliot.platform.Addresses;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parameter records to JSON and back, whatever parameters there are. Numbers come back bit for bit; a component that is
 * missing or unknown is an error, not a default: the core would not be the one that was recorded.
 */
final class ParameterJson {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .registerTypeAdapter(double.class, new Doubles())
            .registerTypeAdapter(Double.class, new Doubles())
            .registerTypeAdapterFactory(new StrictRecords())
            .registerTypeAdapterFactory(new Optionals())
            .registerTypeHierarchyAdapter(Path.class, new Paths())
            .registerTypeHierarchyAdapter(InetAddress.class, new LiteralAddresses())
            .create();

    private ParameterJson() {}

    static String write(Object parameters) {
        return GSON.toJson(parameters);
    }

    /** @throws JsonParseException when a component is missing, unknown or out of its range */
    static <T> T read(String json, Class<T> type) {
        T parameters;
        try {
            parameters = GSON.fromJson(json, type);
        } catch (RuntimeException e) {
            throw new JsonParseException(reason(e), e);
        }
        if (parameters == null) {
            throw new JsonParseException("there is nothing");
        }
        return parameters;
    }

    /** What a record's constructor does not like, Gson wraps in its own words, which are of no use to a user. */
    private static String reason(Throwable e) {
        Throwable reason = e;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason.getMessage();
    }

    /** JSON has no word for what is not finite; a string has. */
    private static final class Doubles extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (Double.isFinite(value)) {
                out.value(value);
            } else {
                out.value(value.toString());
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            return in.peek() == JsonToken.STRING ? Double.parseDouble(in.nextString()) : in.nextDouble();
        }
    }

    private static final class StrictRecords implements TypeAdapterFactory {
        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (!type.getRawType().isRecord()) {
                return null;
            }
            TypeAdapter<T> plain = gson.getDelegateAdapter(this, type);
            Set<String> names = Arrays.stream(type.getRawType().getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());
            return new StrictRecord<>(type.getRawType().getSimpleName(), names, plain, gson).nullSafe();
        }
    }

    private static final class StrictRecord<T> extends TypeAdapter<T> {
        private final String name;
        private final Set<String> components;
        private final TypeAdapter<T> plain;
        private final Gson gson;

        StrictRecord(String name, Set<String> components, TypeAdapter<T> plain, Gson gson) {
            this.name = name;
            this.components = components;
            this.plain = plain;
            this.gson = gson;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            plain.write(out, value);
        }

        @Override
        public T read(JsonReader in) throws IOException {
            JsonElement element = gson.getAdapter(JsonElement.class).read(in);
            if (!(element instanceof JsonObject object)) {
                throw new JsonParseException(name + " is not an object");
            }
            if (!object.keySet().equals(components)) {
                Set<String> different = new HashSet<>(object.keySet());
                different.removeAll(components);
                String what = different.isEmpty() ? "lacks " : "has the unknown ";
                if (different.isEmpty()) {
                    different.addAll(components);
                    different.removeAll(object.keySet());
                }
                throw new JsonParseException(name + " " + what + String.join(", ", different));
            }
            return plain.fromJsonTree(object);
        }
    }

    /** Nothing is null. */
    private static final class Optionals implements TypeAdapterFactory {
        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (type.getRawType() != Optional.class) {
                return null;
            }
            Type content = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
            @SuppressWarnings("unchecked")
            TypeAdapter<T> adapter = (TypeAdapter<T>) adapter(gson.getAdapter(TypeToken.get(content)));
            return adapter;
        }

        private static <C> TypeAdapter<Optional<C>> adapter(TypeAdapter<C> content) {
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, Optional<C> value) throws IOException {
                    if (value.isPresent()) {
                        content.write(out, value.get());
                    } else {
                        out.nullValue();
                    }
                }

                @Override
                public Optional<C> read(JsonReader in) throws IOException {
                    if (in.peek() == JsonToken.NULL) {
                        in.nextNull();
                        return Optional.empty();
                    }
                    return Optional.of(content.read(in));
                }
            };
        }
    }

    private static final class Paths extends TypeAdapter<Path> {
        @Override
        public void write(JsonWriter out, Path value) throws IOException {
            out.value(value.toString());
        }

        @Override
        public Path read(JsonReader in) throws IOException {
            return Path.of(in.nextString());
        }
    }

    /** Nothing that could be a name, which would be looked up. */
    private static final class LiteralAddresses extends TypeAdapter<InetAddress> {
        private static final Pattern LITERAL =
                Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\d+)?");

        @Override
        public void write(JsonWriter out, InetAddress value) throws IOException {
            out.value(Addresses.text(value));
        }

        @Override
        public InetAddress read(JsonReader in) throws IOException {
            String literal = in.nextString();
            if (!LITERAL.matcher(literal).matches()) {
                throw new JsonParseException("\"" + literal + "\" is not an IP address");
            }
            return InetAddress.getByName(literal);
        }
    }
}
