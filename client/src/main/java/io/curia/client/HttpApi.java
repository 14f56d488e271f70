package io.curia.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** One server's HTTP API. Immutable and thread-safe; bodies stream, so memory does not depend on their size. */
public final class HttpApi {
    private static final int LONGEST_REFUSAL = 4096;
    private static final int LARGEST_PORT = 65535;
    private static final String TOKEN = "X-Consul-Token";

    private final URI base;
    private final String token;
    private final String datacenter;
    private final Duration stallTimeout;
    private final HttpClient http;

    private HttpApi(Builder builder) {
        this.base = builder.base;
        this.token = builder.token;
        this.datacenter = builder.datacenter;
        this.stallTimeout = builder.stallTimeout;
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(builder.connectTimeout);
        if (builder.tls != null) {
            client.sslContext(builder.tls);
        }
        this.http = client.build();
    }

    /** Begins to describe a server; {@code base} is its scheme, host and port. */
    public static Builder at(URI base) {
        return new Builder(base);
    }

    /** Where the server is. */
    public URI base() {
        return base;
    }

    /**
     * Sends a request and waits for the head of its answer.
     *
     * @param path begins with a slash; percent-encoded by the caller
     * @param query parameters, not yet encoded; one with an empty value is sent as its bare name
     * @param body the body, or null for none
     * @param timeout until the head of the answer is there, or null to wait forever
     * @return the body of an answer with status 200, to be closed by the caller; a read of it fails if the thread is
     *     interrupted, or if nothing comes for the stall timeout
     * @throws RefusedRequestException if the status is another
     * @throws IOException if the server cannot be reached, or the thread is interrupted, which stays interrupted
     */
    public InputStream send(String method, String path, Map<String, String> query, BodyPublisher body, Duration timeout)
            throws IOException {
        var request = HttpRequest.newBuilder(base.resolve(path + queryText(query)))
                .method(method, body == null ? BodyPublishers.noBody() : body);
        if (timeout != null) {
            request.timeout(timeout);
        }
        if (!token.isEmpty()) {
            request.header(TOKEN, token);
        }
        var answer = exchange(request.build());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream refusal = answer.body()) {
            var text = new String(refusal.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
            throw new RefusedRequestException(answer.statusCode(), text.strip());
        }
    }

    /** As {@link #send}, for short answers: the whole body as text. */
    public String text(String method, String path, Map<String, String> query, String body, Duration timeout)
            throws IOException {
        var publisher = body == null ? null : BodyPublishers.ofString(body);
        try (InputStream answer = send(method, path, query, publisher, timeout)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, head -> new BodyStream(stallTimeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while waiting for " + base);
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private String queryText(Map<String, String> query) {
        var all = new TreeMap<>(query);
        if (!datacenter.isEmpty()) {
            all.putIfAbsent("dc", datacenter);
        }
        return all.isEmpty()
                ? ""
                : all.entrySet().stream()
                        .map(each -> each.getValue().isEmpty()
                                ? encoded(each.getKey())
                                : encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Describes a server. Not thread-safe. */
    public static final class Builder {
        private final URI base;
        private String token = "";
        private String datacenter = "";
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration stallTimeout = Duration.ofMinutes(2);
        private SSLContext tls;

        private Builder(URI base) {
            this.base = Objects.requireNonNull(base);
        }

        /** Sent with each request unless empty. */
        public Builder token(String newToken) {
            token = Objects.requireNonNull(newToken);
            return this;
        }

        /** Sent with each request unless empty. */
        public Builder datacenter(String newDatacenter) {
            datacenter = Objects.requireNonNull(newDatacenter);
            return this;
        }

        /** How long a connection may take. */
        public Builder connectTimeout(Duration newTimeout) {
            connectTimeout = Objects.requireNonNull(newTimeout);
            return this;
        }

        /** For how long nothing of a body may come before it is given up; there is no limit to the whole of it. */
        public Builder stallTimeout(Duration newTimeout) {
            stallTimeout = Objects.requireNonNull(newTimeout);
            return this;
        }

        /** What is trusted, and what this side shows, over HTTPS; null for the JDK's defaults. */
        public Builder tls(SSLContext newTls) {
            tls = newTls;
            return this;
        }

        /**
         * The server so described.
         *
         * @throws IllegalArgumentException if no request can be sent so; its message does not show the token
         */
        public HttpApi build() {
            if (base.getPort() > LARGEST_PORT) {
                throw new IllegalArgumentException("invalid port: " + base.getPort());
            } else if (!isHeader(token)) {
                throw new IllegalArgumentException("the token has characters that cannot be sent");
            }
            return new HttpApi(this);
        }

        private static boolean isHeader(String value) {
            try {
                HttpRequest.newBuilder().header(TOKEN, value);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
