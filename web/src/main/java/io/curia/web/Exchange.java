package io.curia.web;

import io.curia.service.Answer;
import io.curia.service.ApiRequest;
import io.curia.service.Caller;
import io.curia.service.Header;
import io.curia.service.QueryParams;
import io.curia.service.RequestBody;
import io.curia.service.RequestHeaders;
import io.curia.service.ServiceThreads;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
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
     * The parts of a request with its body, of which at most {@code limit} bytes are read. To be called on the thread
     * that the request came on.
     *
     * @throws IOException if the body ends early
     */
    ApiRequest read(HttpServletRequest request, int limit) throws IOException {
        RequestBody body = RequestBody.read(request.getInputStream(), request.getContentLengthLong(), limit);
        return new ApiRequest(argument(), params(request), headers(request), body, caller());
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
        if (future.isDone()) {
            return CompletableFuture.completedFuture(response(future.join(), gzip));
        }
        return future.thenApplyAsync(done -> response(done, gzip), threads);
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

    private static Caller caller() {
        return Caller.http(ServletRequestContext.requireCurrent().getExchange().getSourceAddress());
    }

    private static byte[] argument() {
        return ServletRequestContext.requireCurrent().getExchange().getAttachment(TransportRules.ARGUMENT);
    }

    private static RequestHeaders headers(HttpServletRequest request) {
        String accept = ServletRequestContext.requireCurrent().getExchange().getAttachment(TransportRules.ACCEPT);
        return name -> name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? accept : request.getHeader(name);
    }

    private static QueryParams params(HttpServletRequest request) {
        return QueryParams.parse(request.getQueryString());
    }

    private static Response response(Answer answer, boolean gzip) {
        Response.ResponseBuilder builder = Response.status(answer.status());
        for (Header header : answer.headers()) {
            builder.header(header.name(), header.value());
        }
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
