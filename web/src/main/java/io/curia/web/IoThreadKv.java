package io.curia.web;

import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Header;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.service.kv.KvService;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A second way to {@link KvService} besides {@link KvResource}: single keys and small values, served on the I/O thread
 * that read the request. The service does not block, so nothing is gained by another thread, and two thirds of the cost
 * of a small request are the way to one. What may take long (whole trees, large or unmeasured bodies) goes the other way.
 */
final class IoThreadKv implements HttpHandler {
    private static final Logger LOG = System.getLogger(IoThreadKv.class.getName());
    private static final int LARGEST_BODY = 64 * 1024;

    private final Supplier<KvService> service;
    private final HttpHandler next;
    private final IoThreadReplies replies = new IoThreadReplies();

    /** @param service gives null as long as the application is not ready */
    IoThreadKv(Supplier<KvService> service, HttpHandler next) {
        this.service = service;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        KvService kv = service.get();
        if (kv == null || !exchange.isInIoThread() || !isSmall(exchange)) {
            next.handleRequest(exchange);
            return;
        }
        HttpString method = exchange.getRequestMethod();
        if (method.equals(Methods.GET)) {
            answer(exchange, kv.get(request(exchange, RequestBody.NONE)));
        } else if (method.equals(Methods.DELETE)) {
            answer(exchange, kv.delete(request(exchange, RequestBody.NONE)));
        } else {
            put(exchange, kv);
        }
    }

    private static boolean isSmall(HttpServerExchange exchange) {
        String query = exchange.getQueryString();
        // what is escaped may be one of these names too
        if (query.contains("keys") || query.contains("recurse") || query.indexOf('%') >= 0) {
            return false;
        }
        long length = exchange.getRequestContentLength();
        return exchange.getRequestMethod().equals(Methods.PUT) ? length >= 0 && length <= LARGEST_BODY : length <= 0;
    }

    private void put(HttpServerExchange exchange, KvService kv) {
        WholeBody.read(exchange, (int) exchange.getRequestContentLength(), WholeBody.PATIENCE, new WholeBody.Reader() {
            @Override
            public void whole(HttpServerExchange same, RequestBody body) {
                answer(same, kv.put(request(same, body)));
            }

            @Override
            public void failed(HttpServerExchange same, IOException failure) {
                same.setPersistent(false);
                send(same, Answer.text(500, failure.getMessage()));
            }
        });
    }

    private static ApiRequest request(HttpServerExchange exchange, RequestBody body) {
        return new ApiRequest(
                exchange.getAttachment(TransportRules.ARGUMENT),
                QueryParams.parse(exchange.getQueryString()),
                name -> exchange.getRequestHeaders().getFirst(name),
                body);
    }

    private void answer(HttpServerExchange exchange, CompletionStage<Answer> stage) {
        var future = stage.toCompletableFuture();
        if (future.isDone()) {
            send(exchange, future.join());
            return;
        }
        // from here on the exchange lives until it is ended, whoever does that
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            Departure.cancels(exchange, QueryParams.parse(exchange.getQueryString()), future);
            future.whenComplete((answer, failure) -> replies.run(exchange, () -> end(exchange, answer, failure)));
        });
    }

    /** Answers, or hangs up: a request that nothing ends would hold its connection for ever. */
    private void end(HttpServerExchange exchange, Answer answer, Throwable failure) {
        if (failure != null) {
            Departure.hangUp(exchange);
            return;
        }
        try {
            send(exchange, answer);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "An answer could not be sent", e);
            Departure.hangUp(exchange);
        }
    }

    private void send(HttpServerExchange exchange, Answer answer) {
        exchange.setStatusCode(answer.status());
        for (Header header : answer.headers()) {
            exchange.getResponseHeaders().put(HttpString.tryFromString(header.name()), header.value());
        }
        if (answer.pieces() != null) {
            boolean gzip =
                    ContentCoding.acceptsGzip(exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING));
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
            if (gzip) {
                exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
            }
            PieceSender.send(exchange, ContentCoding.coded(answer.pieces(), gzip), replies);
            return;
        }
        byte[] body = answer.body();
        if (body == null) {
            exchange.setResponseContentLength(0);
            exchange.getResponseChannel();
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
        if (ContentCoding.isWorthwhile(body.length)
                && ContentCoding.acceptsGzip(exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING))) {
            exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
            body = ContentCoding.gzip(body);
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }
}
