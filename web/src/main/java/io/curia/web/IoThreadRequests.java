package io.curia.web;

import io.curia.cluster.Caller;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.BodyRule;
import io.curia.http.Endpoint;
import io.curia.http.Header;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.service.BoundEndpoints;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A second way to the endpoints besides {@link ApiResource}, for those whose small requests never take long: single keys and
 * small values, served on the I/O thread that read the request. Nothing is gained by another thread, and two thirds of the
 * cost of a small request are the way to one. What may take long (whole trees, large or unmeasured bodies) goes the other way.
 */
final class IoThreadRequests implements HttpHandler {
    private static final Logger LOG = System.getLogger(IoThreadRequests.class.getName());
    private static final int LARGEST_BODY = 64 * 1024;

    private final Supplier<BoundEndpoints> ready;
    private final HttpHandler next;
    private final IoThreadReplies replies = new IoThreadReplies();

    /** @param ready gives null as long as the application is not ready */
    IoThreadRequests(Supplier<BoundEndpoints> ready, HttpHandler next) {
        this.ready = ready;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        BoundEndpoints endpoints = ready.get();
        Endpoint<?> row = exchange.getAttachment(TransportRules.ENDPOINT);
        if (endpoints == null || !exchange.isInIoThread() || !isSmall(exchange, row.terms())) {
            next.handleRequest(exchange);
        } else if (row.terms().body() == BodyRule.NONE) {
            answer(exchange, endpoints.of(row).answer(request(exchange, RequestBody.NONE)));
        } else {
            answerWithBody(exchange, endpoints.of(row), endpoints.limit(row));
        }
    }

    private static boolean isSmall(HttpServerExchange exchange, Endpoint.Terms terms) {
        String query = exchange.getQueryString();
        for (String large : terms.large()) {
            if (query.contains(large)) {
                return false;
            }
        }
        // what is escaped may be one of these names too
        if (query.indexOf('%') >= 0) {
            return false;
        }
        long length = exchange.getRequestContentLength();
        return terms.body() == BodyRule.NONE ? length <= 0 : length >= 0 && length <= LARGEST_BODY;
    }

    private void answerWithBody(HttpServerExchange exchange, Endpoint.Bound<?> endpoint, int limit) {
        WholeBody.read(exchange, (int) exchange.getRequestContentLength(), WholeBody.PATIENCE, new WholeBody.Reader() {
            @Override
            public void whole(HttpServerExchange same, RequestBody body) {
                answer(same, endpoint.answer(request(same, body.within(limit))));
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
                body,
                Caller.http(exchange.getSourceAddress()));
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
