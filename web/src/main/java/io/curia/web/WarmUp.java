package io.curia.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/**
 * Requests of each kind, before clients can connect: all classes that answering takes are loaded while there are file
 * descriptors to load them with. The JVM never tries again to load a class that it could not once. Nothing is written.
 */
final class WarmUp {
    private static final int TIMEOUT_MS = 30_000;
    private static final String LONG = "x".repeat(4096);

    private static final List<String> REQUESTS = List.of(
            get("/v1/kv/curia-warm-up?stale"),
            get("/v1/kv/curia-warm-up?stale&index=1&wait=1ms"),
            get("/v1/kv/curia-warm-up?stale&recurse"),
            get("/v1/kv/curia-warm-up?stale&keys"),
            get("/v1/catalog/nodes?stale"),
            get("/v1/catalog/nodes?stale&index=18446744073709551615&wait=1ms"),
            get("/v1/catalog/services?stale&pretty"),
            get("/v1/health/state/any?stale&filter=Name==%22x%22"),
            get("/v1/health/service/curia-warm-up?stale&filter="),
            get("/v1/session/list?stale"),
            get("/v1/coordinate/nodes?stale"),
            get("/v1/status/leader"),
            get("/v1/status/peers"),
            get("/v1/agent/self"),
            get("/v1/agent/metrics"),
            get("/v1/agent/checks"),
            get("/v1/event/list"),
            get("/v1/no-such-path"),
            get("/v1/kv//unclean"),
            request("POST", "/v1/kv/x", ""),
            request("PUT", "/v1/kv/x?cas=none", "value"),
            request("PUT", "/v1/kv/x?cas=none", LONG.repeat(32)),
            request("PUT", "/v1/txn", "no JSON"),
            request("PUT", "/v1/session/create", "no JSON"),
            request("PUT", "/v1/catalog/register", "no JSON"),
            request("PUT", "/v1/agent/service/register", "no JSON"),
            head("PUT", "/v1/txn") + "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n0\r\n\r\n",
            request("PUT", "/v1/snapshot?preview", "no archive"),
            "no request\r\n\r\n");

    private WarmUp() {}

    private static String get(String path) {
        return request("GET", path, "");
    }

    private static String request(String method, String path, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return head(method, path) + length + "\r\n" + body;
    }

    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Encoding: gzip\r\n";
    }

    /** Whether what takes the way of most requests is answered by us, and not turned away with status 503 on the way. */
    static boolean isAnswered(InetSocketAddress address) throws IOException {
        return new String(answer(address, get("/v1/agent/version")), US_ASCII).startsWith("HTTP/1.1 200 ");
    }

    /** Sends them one after the other; what is answered does not matter. */
    static void run(InetSocketAddress address) throws IOException {
        for (String request : REQUESTS) {
            answer(address, request);
        }
    }

    private static byte[] answer(InetSocketAddress address, String request) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }
}
