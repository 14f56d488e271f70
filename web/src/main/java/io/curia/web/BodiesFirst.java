package io.curia.web;

import io.curia.http.BodyRule;
import io.curia.http.Endpoint;
import io.curia.http.RequestBody;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Hands a request on when its body is there, so that no thread waits for slow senders. Archives are the exception: they
 * are too long for the memory, so a thread of their own takes each to a file.
 */
final class BodiesFirst implements HttpHandler {
    /** The body of a request that has passed here; absent on those that are to be streamed. */
    static final AttachmentKey<RequestBody> BODY = AttachmentKey.create(RequestBody.class);

    private final IntSupplier limit;
    private final Duration patience;
    private final HttpHandler next;
    private final HttpHandler streams;

    /**
     * @param limit gives the longest body that any endpoint takes, in bytes; each looks at its own besides
     * @param patience how long a body may take, besides what its bytes earn
     * @param streams takes the requests whose bodies are still to be read
     */
    BodiesFirst(IntSupplier limit, Duration patience, HttpHandler next, HttpHandler streams) {
        this.limit = limit;
        this.patience = patience;
        this.next = next;
        this.streams = streams;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.isRequestComplete()) {
            exchange.putAttachment(BODY, RequestBody.NONE);
            next.handleRequest(exchange);
        } else if (isStreamed(exchange) || !exchange.isInIoThread()) {
            streams.handleRequest(exchange);
        } else {
            WholeBody.read(exchange, limit.getAsInt(), patience, new Pass());
        }
    }

    private static boolean isStreamed(HttpServerExchange exchange) {
        Endpoint<?> row = exchange.getAttachment(TransportRules.ENDPOINT);
        return row != null && row.terms().body() == BodyRule.STREAM;
    }

    private final class Pass implements WholeBody.Reader {
        @Override
        public void whole(HttpServerExchange exchange, RequestBody body) {
            exchange.putAttachment(BODY, body);
            try {
                next.handleRequest(exchange);
            } catch (Exception e) {
                throw new IllegalStateException("the request could not be handed on", e);
            }
        }

        @Override
        public void failed(HttpServerExchange exchange, IOException failure) {
            exchange.setPersistent(false);
            exchange.setStatusCode(500);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.getResponseSender().send(String.valueOf(failure.getMessage()));
        }
    }
}
