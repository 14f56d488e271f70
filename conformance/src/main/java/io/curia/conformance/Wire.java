package io.curia.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Sends requests exactly as they are described, each on a connection of its own: paths are not cleaned, no header is added
 * but Host and what tells the length of the body. Thread-safe.
 */
final class Wire {
    /** Longer than any recorded request has to wait. */
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(30).toMillis();

    private final URI server;

    Wire(URI server) {
        this.server = server;
    }

    /**
     * One request.
     *
     * @param path with query, as it is sent
     * @param body nothing for a request without one
     * @param chunked whether the body comes in chunks and without its length
     */
    record Request(String method, String path, Map<String, String> headers, Optional<byte[]> body, boolean chunked) {}

    /** @throws PlayException if there was no whole answer in time */
    Answer send(Request request) throws PlayException {
        long start = System.nanoTime();
        try (var socket = new Socket();
                var connection = new DefaultBHttpClientConnection(
                        Http1Config.DEFAULT,
                        null,
                        null,
                        null,
                        null,
                        MonitoringResponseOutOfOrderStrategy.INSTANCE,
                        null,
                        null)) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            connection.bind(socket);
            sendTo(connection, request);
            var response = connection.receiveResponseHeader();
            byte[] body = new byte[0];
            if (!request.method().equals("HEAD")) {
                connection.receiveResponseEntity(response);
                body = response.getEntity() == null ? body : EntityUtils.toByteArray(response.getEntity());
            }
            return new Answer(response.getCode(), headers(response), body, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException | HttpException e) {
            throw new PlayException("no answer: " + e, e);
        }
    }

    private void sendTo(DefaultBHttpClientConnection connection, Request request) throws IOException, HttpException {
        var message = new BasicClassicHttpRequest(request.method(), request.path());
        message.addHeader("Host", server.getRawAuthority());
        request.headers().forEach(message::addHeader);
        if (request.body().isPresent()) {
            byte[] bytes = request.body().get();
            message.setEntity(new ByteArrayEntity(bytes, (ContentType) null));
            message.addHeader(
                    request.chunked() ? "Transfer-Encoding" : "Content-Length",
                    request.chunked() ? "chunked" : bytes.length);
        } else if (List.of("PUT", "POST").contains(request.method())) {
            message.addHeader("Content-Length", 0);
        }
        connection.sendRequestHeader(message);
        connection.sendRequestEntity(message);
        connection.flush();
    }

    private static List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
        return Arrays.stream(response.getHeaders())
                .map(each -> Map.entry(each.getName(), each.getValue()))
                .toList();
    }
}
