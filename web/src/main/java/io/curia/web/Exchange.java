package io.curia.web;

import io.curia.cluster.Caller;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Header;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.http.RequestHeaders;
import io.curia.query.ServiceThreads;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Carries requests from JAX-RS to services and answers back. Safe for use by any thread. */
@ApplicationScoped
class Exchange {
    private final ServiceThreads threads;

    @Inject
    Exchange(ServiceThreads threads) {
        this.threads = threads;
    }

    /** For the container's proxy only. */
    protected Exchange() {
        this(null);
    }

    /** The parts of a request that has no body. To be called on the thread that the request came on. */
    ApiRequest read(HttpServletRequest request) {
        return new ApiRequest(argument(), params(request), headers(request), RequestBody.NONE, caller());
    }

    /**
     * The parts of a request with its body, which counts as too long beyond {@code limit} bytes. To be called on the
     * thread that the request came on.
     *
     * @throws IOException if the body has to be read yet and ends early
     */
    private ApiRequest read(HttpServletRequest request, int limit) throws IOException {
        RequestBody body = undertow().getAttachment(BodiesFirst.BODY);
        if (body == null) {
            body = RequestBody.read(request.getInputStream(), request.getContentLengthLong(), limit);
        }
        return new ApiRequest(argument(), params(request), headers(request), body.within(limit), caller());
    }

    /**
     * Reads a request with its body, of which at most {@code limit} bytes are read, and writes what the service answers.
     * To be called on the thread that the request came on.
     */
    CompletionStage<Response> answer(
            HttpServletRequest request, int limit, Function<ApiRequest, CompletionStage<Answer>> service) {
        CompletionStage<Answer> answer;
        try {
            answer = service.apply(read(request, limit));
        } catch (IOException e) {
            answer = CompletableFuture.completedFuture(Answer.text(500, e.getMessage()));
        }
        return write(request, answer);
    }

    /** The answer as a response; one that comes later is written by a service thread. */
    CompletionStage<Response> write(HttpServletRequest request, CompletionStage<Answer> answer) {
        boolean gzip = ContentCoding.acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        CompletableFuture<Answer> future = answer.toCompletableFuture();
        if (future.isDone() && future.join().pieces() == null) {
            return CompletableFuture.completedFuture(response(future.join(), gzip));
        }
        var exchange = undertow();
        Departure.cancels(exchange, params(request), future);
        return future.exceptionally(Exchange::failed).thenApplyAsync(done -> response(done, gzip, exchange), threads);
    }

    /** Makes responses to a request on any thread; to be called on the thread that the request came on. */
    Function<Answer, Response> responder(HttpServletRequest request) {
        boolean gzip = ContentCoding.acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        return answer -> response(answer, gzip);
    }

    /** The answer as a response. */
    Response write(HttpServletRequest request, Answer answer) {
        return response(answer, ContentCoding.acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING)));
    }

    /** Services do not fail; a client that has gone ends what it waited for, and then nobody reads this. */
    private static Answer failed(Throwable failure) {
        return Answer.text(500, failure instanceof CancellationException ? "cancelled" : "internal error: " + failure);
    }

    private static HttpServerExchange undertow() {
        return ServletRequestContext.requireCurrent().getExchange();
    }

    private static Caller caller() {
        return Caller.http(undertow().getSourceAddress());
    }

    private static byte[] argument() {
        return undertow().getAttachment(TransportRules.ARGUMENT);
    }

    private static RequestHeaders headers(HttpServletRequest request) {
        String accept = undertow().getAttachment(TransportRules.ACCEPT);
        return name -> name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? accept : request.getHeader(name);
    }

    private static QueryParams params(HttpServletRequest request) {
        return QueryParams.parse(request.getQueryString());
    }

    private Response response(Answer answer, boolean gzip, HttpServerExchange exchange) {
        if (answer.pieces() == null) {
            return response(answer, gzip);
        }
        Response.ResponseBuilder builder = head(answer).header(HttpHeaders.CONTENT_TYPE, answer.contentType());
        if (gzip) {
            builder.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return builder.entity(new StreamedAnswer(ContentCoding.coded(answer.pieces(), gzip), exchange, threads))
                .build();
    }

    private static Response.ResponseBuilder head(Answer answer) {
        Response.ResponseBuilder builder = Response.status(answer.status());
        for (Header header : answer.headers()) {
            builder.header(header.name(), header.value());
        }
        return builder;
    }

    private static Response response(Answer answer, boolean gzip) {
        Response.ResponseBuilder builder = head(answer);
        byte[] body = answer.body();
        if (body != null) {
            builder.header(HttpHeaders.CONTENT_TYPE, answer.contentType());
            if (gzip && ContentCoding.isWorthwhile(body.length)) {
                builder.header(HttpHeaders.CONTENT_ENCODING, "gzip").entity(ContentCoding.gzip(body));
            } else {
                builder.entity(body);
            }
        }
        return builder.build();
    }
}
