package io.curia.bench.http;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection that is kept for many requests, one after the other. For one thread. */
final class KeepAlive implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    KeepAlive(URI base) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }

    /** The request's bytes; the body may be empty. */
    static byte[] request(String method, String path, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return (method + " " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Length: " + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalStateException if the answer is not 200 */
    Response send(String method, String path, String body) throws IOException {
        socket.getOutputStream().write(request(method, path, body));
        var response = Response.read(in);
        if (response.status() != 200) {
            throw new IllegalStateException(
                    method + " " + path + " was answered " + response.status() + ": " + response.body());
        }
        return response;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
