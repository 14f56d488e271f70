package io.curia.agent.check;

import io.curia.model.HealthCheckDefinition;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Whether a URL answers well: 2xx is passing, 429 is a warning, anything else is critical. */
final class HttpProbe implements Probe {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HealthCheckDefinition definition;
    private final String method;
    private final HttpExchange exchange;
    private final long timeoutNanos;
    private final Executor turns;

    /** A definition that cannot work makes every outcome critical. */
    HttpProbe(HealthCheckDefinition definition, long timeoutNanos, Dialer dialer, Executor turns) {
        this.definition = definition;
        this.method = definition.method().isEmpty() ? "GET" : definition.method();
        this.exchange = new HttpExchange(
                dialer,
                new Tls(definition.tlsServerName(), definition.tlsSkipVerify()),
                Output.limit(definition.outputMaxSize()));
        this.timeoutNanos = timeoutNanos;
        this.turns = turns;
    }

    @Override
    public CompletableFuture<Outcome> run() {
        return CompletableFuture.supplyAsync(this::look, turns);
    }

    private Outcome look() {
        long deadline = System.nanoTime() + timeoutNanos;
        CheckRequest request;
        try {
            request = CheckRequest.of(definition.http(), method, definition.header(), definition.body());
        } catch (IllegalArgumentException e) {
            return Outcome.critical(e.getMessage());
        }
        try {
            for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
                var reply = exchange.send(request, deadline);
                if (definition.disableRedirects()
                        || reply.location().isEmpty()
                        || !REDIRECTS.contains(reply.status())) {
                    return outcome(reply);
                }
                request = request.redirected(reply.status(), reply.location());
            }
            return failed(request, "stopped after " + MOST_REDIRECTS + " redirects");
        } catch (IOException | IllegalArgumentException e) {
            return failed(request, e.getMessage());
        }
    }

    private Outcome outcome(HttpExchange.Reply reply) {
        String output =
                "HTTP " + method + " " + definition.http() + ": " + reply.reason() + " Output: " + reply.output();
        if (reply.status() >= 200 && reply.status() < 300) {
            return Outcome.passing(output);
        }
        return reply.status() == TOO_MANY_REQUESTS ? Outcome.warning(output) : Outcome.critical(output);
    }

    private Outcome failed(CheckRequest request, String reason) {
        String name = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
        return Outcome.critical(name + " \"" + request.url().shown() + "\": " + reason);
    }
}
