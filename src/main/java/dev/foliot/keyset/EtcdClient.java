package dev.foliot.keyset;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.foliot.keyset.EtcdMessages.AuthenticateRequest;
import dev.foliot.keyset.EtcdMessages.AuthenticateResponse;
import dev.foliot.keyset.EtcdParameters.Login;
import dev.foliot.platform.SecretFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to an etcd over its JSON gateway (version 3 of its interface, etcd 3.4 and newer): one request at a time, at
 * whichever of its members answers. Every request ends within a time, every response within a size.
 */
final class EtcdClient {
    /** From the first byte sent to the last one received. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);

    /** Twice what the keys take in base 64, and more. */
    private static final int LONGEST_RESPONSE = 4 * KeyText.LONGEST;

    private static final int LONGEST_PASSWORD = 1024;

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .create();

    /** What etcd says when it does not want to. */
    private record Refusal(String message, String error) {}

    private final List<URI> endpoints;
    private final Optional<Login> login;
    private final HttpClient http;
    private Optional<String> token = Optional.empty();
    private int answering;

    /** @throws IOException when a certificate or key cannot be read */
    EtcdClient(EtcdParameters parameters) throws IOException {
        endpoints = parameters.endpoints();
        login = parameters.login();
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(LONGEST_REQUEST)
                .sslContext(EtcdTls.context(parameters))
                .build();
    }

    /**
     * Asks one member after the other, beginning with the one that has answered before.
     *
     * @param path such as {@code kv/range}
     * @throws EtcdRefusal when etcd does not want to
     * @throws IOException when nobody answers; it says what the last one's trouble was
     */
    <T> T call(String path, Object request, Class<T> type) throws IOException {
        IOException trouble = null;
        for (int i = 0; i < endpoints.size(); i++) {
            int index = (answering + i) % endpoints.size();
            try {
                T response = callAt(endpoints.get(index), path, request, type);
                answering = index;
                return response;
            } catch (EtcdRefusal | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                trouble = new IOException(endpoints.get(index) + ": " + Reason.of(e), e);
            }
        }
        throw trouble;
    }

    /** The same of the one that has answered last, and of no other: for what does not matter much. */
    <T> T callOne(String path, Object request, Class<T> type) throws IOException {
        return callAt(endpoints.get(answering), path, request, type);
    }

    /** Who restarts an etcd makes it forget whom it knew: then we say it once more. */
    private <T> T callAt(URI endpoint, String path, Object request, Class<T> type) throws IOException {
        boolean known = token.isPresent();
        if (!known) {
            authenticate(endpoint);
        }
        try {
            return post(endpoint, path, request, type);
        } catch (EtcdRefusal e) {
            if (!known || !e.unauthenticated()) {
                throw e;
            }
            authenticate(endpoint);
            return post(endpoint, path, request, type);
        }
    }

    private void authenticate(URI endpoint) throws IOException {
        token = Optional.empty();
        if (login.isEmpty()) {
            return;
        }
        AuthenticateRequest request = new AuthenticateRequest(login.get().username(), password(login.get()));
        AuthenticateResponse response = post(endpoint, "auth/authenticate", request, AuthenticateResponse.class);
        token = Optional.ofNullable(response.token());
    }

    static String password(EtcdParameters.Login login) throws IOException {
        byte[] password = SecretFile.read(login.passwordFile(), LONGEST_PASSWORD);
        return new String(password, StandardCharsets.UTF_8).strip();
    }

    private <T> T post(URI endpoint, String path, Object request, Class<T> type) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint.resolve("/v3/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(request)));
        token.ifPresent(t -> builder.header("Authorization", t));
        HttpResponse<byte[]> response = send(builder.build());
        if (response.statusCode() == 200) {
            return parse(response, type);
        }
        String message = message(response);
        // A member that is overloaded, or has no leader; another may be better off.
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw new IOException(message);
        }
        throw new EtcdRefusal(response.statusCode(), endpoint + ": " + message);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request, head -> new BoundedBody(LONGEST_RESPONSE));
        try {
            return response.get(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + LONGEST_REQUEST.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(Reason.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            response.cancel(true);
        }
    }

    /** What is no JSON object is not etcd's; something else may have answered in its place. */
    private static <T> T parse(HttpResponse<byte[]> response, Class<T> type) throws IOException {
        String what = "what answers there, with HTTP status " + response.statusCode() + ", is no etcd";
        try {
            T parsed = GSON.fromJson(new String(response.body(), StandardCharsets.UTF_8), type);
            if (parsed == null) {
                throw new IOException(what);
            }
            return parsed;
        } catch (JsonParseException e) {
            throw new IOException(what, e);
        }
    }

    private static String message(HttpResponse<byte[]> response) throws IOException {
        Refusal refusal = parse(response, Refusal.class);
        String text = refusal.message() != null ? refusal.message() : String.valueOf(refusal.error());
        return Reason.quoted(text);
    }
}
