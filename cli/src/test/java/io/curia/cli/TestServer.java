package io.curia.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that gives prepared answers and keeps what it was asked. */
final class TestServer implements AutoCloseable {
    private final HttpServer http;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Runnable> consequences = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Asked(String method, String target, String token, byte[] body) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int status, byte[] body, long length) {}

    TestServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::handle);
        http.start();
    }

    /** What to answer from now on. */
    TestServer answer(String method, String path, int status, byte[] body) {
        answers.put(method + " " + path, new Answer(status, body, body.length == 0 ? -1 : body.length));
        return this;
    }

    /** From now on to answer with this, and to end the connection as if there were more to come. */
    TestServer breakOff(String method, String path, byte[] body, boolean chunked) {
        answers.put(method + " " + path, new Answer(200, body, chunked ? 0 : body.length + 1));
        return this;
    }

    TestServer answer(String method, String path, int status, String body) {
        return answer(method, path, status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** What happens once this was answered. */
    void then(String method, String path, Runnable consequence) {
        consequences.put(method + " " + path, consequence);
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + http.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    /** After an exception the connection is closed as it is. */
    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("X-Consul-Token"),
                body));
        var answer = answers.get(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(answer.status(), answer.length());
        if (answer.length() >= 0) {
            exchange.getResponseBody().write(answer.body());
        }
        if (answer.length() == 0 || answer.length() > answer.body().length) {
            exchange.getResponseBody().flush();
            throw new IOException("breaks off");
        }
        exchange.close();
        consequences
                .getOrDefault(
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getPath(),
                        () -> {})
                .run();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
