package io.curia.torture.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Requests to one server. Thread-safe. */
public final class Api {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;

    /** @param port of its HTTP port on this machine */
    public Api(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    /** The request certainly did not reach the server. */
    public static final class NotSentException extends IOException {
        private static final long serialVersionUID = 1;

        NotSentException(IOException cause) {
            super(cause);
        }
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param body null for none
     * @throws NotSentException if nobody listens
     * @throws IOException if there was no answer in time
     */
    public Reply send(String method, String path, String body, Duration timeout)
            throws IOException, InterruptedException {
        return answered(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), timeout);
    }

    private Reply answered(String method, String path, HttpRequest.BodyPublisher body, Duration timeout)
            throws IOException, InterruptedException {
        var response = send(method, path, body, BodyHandlers.ofString(), timeout);
        var index = response.headers().firstValue("X-Consul-Index").map(Long::parseLong);
        return new Reply(response.statusCode(), index.orElse(0L), response.body());
    }

    private <T> HttpResponse<T> send(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            HttpResponse.BodyHandler<T> handler,
            Duration timeout)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .method(method, body)
                .build();
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new NotSentException(e);
        }
    }

    /** What a GET answers, as it is; fails unless it is answered 200. */
    byte[] download(String path, Duration timeout) throws IOException, InterruptedException {
        var response = send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray(), timeout);
        if (response.statusCode() != 200) {
            throw new IOException(path + " was answered " + response.statusCode());
        }
        return response.body();
    }

    /** Sends bytes with PUT. */
    Reply upload(String path, byte[] bytes, Duration timeout) throws IOException, InterruptedException {
        return answered("PUT", path, BodyPublishers.ofByteArray(bytes), timeout);
    }

    /** The address of the leader's Raft port that this server knows; empty if it knows none or cannot be reached. */
    public Optional<String> leader() throws InterruptedException {
        try {
            var reply = send("GET", "/v1/status/leader", null, CONNECT_TIMEOUT);
            var text = reply.body().strip().replace("\"", "");
            return reply.isOk() && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
