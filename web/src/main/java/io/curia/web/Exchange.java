package io.curia.web;

import io.curia.cluster.Caller;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.BodyRule;
import io.curia.http.Endpoint;
import io.curia.http.Header;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.http.RequestHeaders;
import io.curia.query.ServiceThreads;
import io.curia.service.BoundEndpoints;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Carries requests from JAX-RS to endpoints and answers back. Safe for use by any thread. */
@ApplicationScoped
class Exchange {
    private final ServiceThreads threads;
    private final BoundEndpoints endpoints;

    @Inject
    Exchange(ServiceThreads threads, BoundEndpoints endpoints) {
        this.threads = threads;
        this.endpoints = endpoints;
    }

    /**
     * Has a request answered by its endpoint; an answer that comes later is written by a service thread. To be called on
     * the thread that the request came on.
     */
    CompletionStage<Response> answer(HttpServletRequest request) {
        CompletableFuture<Answer> answer = answered(request);
        boolean gzip = acceptsGzip(request);
        if (answer.isDone() && answer.join().pieces() == null) {
            return CompletableFuture.completedFuture(response(answer.join(), gzip));
        }
        var exchange = undertow();
        Departure.cancels(exchange, params(request), answer);
        return answer.exceptionally(Exchange::failed).thenApplyAsync(done -> response(done, gzip, exchange), threads);
    }

    /** Has a request answered by its endpoint, and waits for it: the thread is the request's own, which writes its body. */
    Response answerOnThisThread(HttpServletRequest request) {
        return response(answered(request).join(), acceptsGzip(request));
    }

    private CompletableFuture<Answer> answered(HttpServletRequest request) {
        Endpoint<?> row = undertow().getAttachment(TransportRules.ENDPOINT);
        try {
            return endpoints.of(row).answer(read(request, row)).toCompletableFuture();
        } catch (IOException e) {
            return CompletableFuture.completedFuture(Answer.text(500, e.getMessage()));
        }
    }

    private ApiRequest read(HttpServletRequest request, Endpoint<?> row) throws IOException {
        return new ApiRequest(argument(), params(request), headers(request), body(request, row), caller());
    }

    /** The body, which counts as too long beyond the endpoint's limit. */
    private RequestBody body(HttpServletRequest request, Endpoint<?> row) throws IOException {
        BodyRule rule = row.terms().body();
        if (rule == BodyRule.NONE) {
            return RequestBody.NONE;
        }
        if (rule == BodyRule.STREAM) {
            return RequestBody.streamed(new SteadyInput(request.getInputStream()));
        }
        int limit = endpoints.limit(row);
        RequestBody body = undertow().getAttachment(BodiesFirst.BODY);
        if (body == null) {
            body = RequestBody.read(request.getInputStream(), request.getContentLengthLong(), limit);
        }
        return body.within(limit);
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        return ContentCoding.acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
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
        if (answer.writer() != null) {
            StreamingOutput written = answer.writer()::writeTo;
            builder.header(HttpHeaders.CONTENT_TYPE, answer.contentType()).entity(written);
        } else if (body != null) {
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
