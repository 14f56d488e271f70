package io.curia.agent.check;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;

/**
 * One request and its answer over a connection of their own, which is closed then: a service that serves one connection at a
 * time must not be held by its own check. Blocks; thread-safe.
 */
final class HttpExchange {
    private static final Logger LOG = System.getLogger(HttpExchange.class.getName());
    private static final long MOST_BODY = 16L << 20;
    private static final Http1Config FRAMES = Http1Config.custom()
            .setMaxLineLength(1 << 20)
            .setMaxHeaderCount(1000)
            .build();

    private final Dialer dialer;
    private final Tls tls;
    private final int outputLimit;

    /** @param outputLimit bytes of the answer's body that are kept, the newest */
    HttpExchange(Dialer dialer, Tls tls, int outputLimit) {
        this.dialer = dialer;
        this.tls = tls;
        this.outputLimit = outputLimit;
    }

    /**
     * An answer.
     *
     * @param reason the status and what the server says to it
     * @param location where the client is sent; empty for nowhere
     * @param output the body, cut
     */
    record Reply(int status, String reason, String location, String output) {}

    /**
     * Sends a request and takes the answer. A body that breaks off is taken as far as it came.
     *
     * @param deadline {@link System#nanoTime} at which the connection is closed
     * @throws IOException in the words of Go, if there is no answer
     * @throws IllegalArgumentException if the request cannot be sent at all
     */
    Reply send(CheckRequest request, long deadline) throws IOException {
        var message = request.message();
        var url = request.url();
        var socket = dialer.dial(url.host(), url.dialledPort(), deadline);
        // a limit for each read would let a server that drips hold the check for ever
        var alarm = new CompletableFuture<Void>()
                .completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        var closing = alarm.thenRun(() -> close(socket));
        try {
            var connection = new DefaultBHttpClientConnection(FRAMES);
            connection.bind(url.isTls() ? tls.over(socket, url.host(), url.dialledPort()) : socket);
            connection.sendRequestHeader(message);
            connection.sendRequestEntity(message);
            connection.flush();
            var response = connection.receiveResponseHeader();
            while (response.getCode() < 200 && response.getCode() != 101) {
                response = connection.receiveResponseHeader();
            }
            return reply(request, connection, response);
        } catch (IOException | HttpException e) {
            throw new IOException(
                    System.nanoTime() - deadline >= 0
                            ? "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                            : reason(e, socket),
                    e);
        } finally {
            closing.cancel(false);
            alarm.cancel(false);
            close(socket);
        }
    }

    private Reply reply(CheckRequest request, DefaultBHttpClientConnection connection, ClassicHttpResponse response)
            throws IOException, HttpException {
        int status = response.getCode();
        String phrase = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
        var location = response.getFirstHeader("Location");
        var output = new Output(outputLimit);
        if (!request.method().equals("HEAD") && status >= 200 && status != 204 && status != 304) {
            connection.receiveResponseEntity(response);
            read(request, response, output);
        }
        return new Reply(
                status, (status + " " + phrase).trim(), location == null ? "" : location.getValue(), output.newest());
    }

    private static void read(CheckRequest request, ClassicHttpResponse response, Output output) {
        if (response.getEntity() == null) {
            return;
        }
        var coding = response.getFirstHeader("Content-Encoding");
        boolean packed = request.takesGzip() && coding != null && "gzip".equalsIgnoreCase(coding.getValue());
        byte[] buffer = new byte[8192];
        long taken = 0;
        try {
            InputStream plain = response.getEntity().getContent();
            InputStream in = packed ? new GZIPInputStream(plain) : plain;
            for (int n = in.read(buffer); n >= 0 && taken <= MOST_BODY; n = in.read(buffer)) {
                output.add(buffer, n);
                taken += n;
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the answer to a check broke off: {0}", e.toString());
        }
    }

    private static String reason(Exception failure, Socket socket) {
        if (failure instanceof NoHttpResponseException || failure instanceof EOFException) {
            return "EOF";
        } else if (failure instanceof SSLException) {
            return "tls: " + Faults.text(Faults.root(failure));
        } else if (failure instanceof HttpException) {
            return "net/http: HTTP/1.x transport connection broken: malformed HTTP response: " + failure.getMessage();
        }
        String text = Faults.text(failure).toLowerCase(Locale.ROOT);
        String peer = socket.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "";
        return "read tcp " + peer + ": " + (text.equals("connection reset") ? "connection reset by peer" : text);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection of a check was not closed in order: {0}", e.toString());
        }
    }
}
