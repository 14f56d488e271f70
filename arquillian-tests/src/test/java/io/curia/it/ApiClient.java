package io.curia.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Speaks to the HTTP API of one server on this machine. Safe for use by several threads. */
public final class ApiClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;

    /** A client of the server whose HTTP port is given. */
    public ApiClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Sends GET.
     *
     * @param pathAndQuery begins with a slash and is sent as it stands
     * @throws IOException if there was no answer in time
     */
    public HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).GET());
    }

    /** Sends GET without waiting; the future fails with an {@link IOException} if there is no answer in time. */
    public CompletableFuture<HttpResponse<String>> startGet(String pathAndQuery) {
        return http.sendAsync(request(pathAndQuery).GET().build(), BodyHandlers.ofString());
    }

    /**
     * Sends PUT.
     *
     * @param pathAndQuery begins with a slash and is sent as it stands
     * @throws IOException if there was no answer in time: whether the request took effect is then unknown
     */
    public HttpResponse<String> put(String pathAndQuery, String body) throws IOException, InterruptedException {
        return send(request(pathAndQuery).PUT(BodyPublishers.ofString(body)));
    }

    /**
     * Sends PUT with a file.
     *
     * @param pathAndQuery begins with a slash and is sent as it stands
     * @throws IOException if there was no answer in time: whether the request took effect is then unknown
     */
    public HttpResponse<String> put(String pathAndQuery, Path body) throws IOException, InterruptedException {
        return send(request(pathAndQuery).PUT(BodyPublishers.ofFile(body)));
    }

    /**
     * Sends GET and puts the body of the answer into a file.
     *
     * @throws IOException if there was no answer in time, or the file cannot be written
     */
    public HttpResponse<Path> download(String pathAndQuery, Path file) throws IOException, InterruptedException {
        return http.send(request(pathAndQuery).GET().build(), BodyHandlers.ofFile(file));
    }

    /**
     * Sends DELETE.
     *
     * @throws IOException if there was no answer in time: whether the request took effect is then unknown
     */
    public HttpResponse<String> delete(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).DELETE());
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(base.resolve(pathAndQuery)).timeout(ANSWER_TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
