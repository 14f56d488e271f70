package io.curia.agent.check;

import io.curia.model.HealthCheckDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whether a URL answers well: 2xx is passing, 429 is a warning, anything else is critical. */
final class HttpProbe implements Probe {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<String> SET_BY_THE_CLIENT =
            Set.of("connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final HttpClient client;
    private final HttpRequest request;
    private final String label;
    private final int outputLimit;
    private final long timeoutNanos;

    /** @throws IllegalArgumentException if the URL, the method or a header is none */
    HttpProbe(HttpClient client, HealthCheckDefinition definition, long timeoutNanos) {
        this.client = client;
        this.outputLimit = Output.limit(definition.outputMaxSize());
        this.timeoutNanos = timeoutNanos;
        String method = definition.method().isEmpty() ? "GET" : definition.method();
        this.label = "HTTP " + method + " " + definition.http();
        var body = definition.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(definition.body());
        var builder = HttpRequest.newBuilder(URI.create(definition.http()))
                .timeout(Duration.ofNanos(timeoutNanos))
                .method(method, body)
                .setHeader("User-Agent", "Consul Health Check")
                .setHeader("Accept", "text/plain, text/*, */*");
        headers(definition.header(), builder);
        this.request = builder.build();
    }

    private static void headers(Map<String, List<String>> headers, HttpRequest.Builder builder) {
        if (headers == null) {
            return;
        }
        headers.forEach((name, values) -> {
            if (values != null
                    && !values.isEmpty()
                    && !SET_BY_THE_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                builder.setHeader(name, values.get(0));
                values.stream().skip(1).forEach(value -> builder.header(name, value));
            }
        });
    }

    @Override
    public CompletableFuture<Outcome> run() {
        var exchange = client.sendAsync(request, info -> new NewestBytes(outputLimit));
        // the request's own limit ends with the headers; a body that drips must end too
        return exchange.copy()
                .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
                .whenComplete((response, failure) -> exchange.cancel(true))
                .handle((response, failure) -> failure == null ? outcome(response) : failed(failure));
    }

    private Outcome outcome(HttpResponse<String> response) {
        int status = response.statusCode();
        String output = label + ": " + status + " " + Reasons.of(status) + " Output: " + response.body();
        if (status >= 200 && status < 300) {
            return Outcome.passing(output);
        }
        return status == TOO_MANY_REQUESTS ? Outcome.warning(output) : Outcome.critical(output);
    }

    private Outcome failed(Throwable failure) {
        String method =
                request.method().charAt(0) + request.method().substring(1).toLowerCase(java.util.Locale.ROOT);
        return Outcome.critical(method + " \"" + request.uri() + "\": " + Faults.text(failure));
    }
}
