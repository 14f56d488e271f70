package io.curia.web;

import io.curia.service.Answer;
import io.curia.service.ApiRequest;
import io.curia.service.Header;
import io.curia.service.PercentCoding;
import io.curia.service.QueryParams;
import io.curia.service.RequestBody;
import io.curia.service.ServiceThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Carries requests from JAX-RS to services and answers back. Safe for use by any thread. */
@ApplicationScoped
class Exchange {
    private static final byte[] NO_BYTES = {};

    private final ServiceThreads threads;

    @Inject
    Exchange(ServiceThreads threads) {
        this.threads = threads;
    }

    /** For the container's proxy only. */
    protected Exchange() {
        this(null);
    }

    /** The parts of a request that has no body. The argument is what follows the route's path, decoded once. */
    ApiRequest read(HttpServletRequest request, String route) {
        return new ApiRequest(argument(request, route), params(request), request::getHeader, RequestBody.NONE);
    }

    /**
     * The parts of a request with its body, of which at most {@code limit} bytes are read.
     *
     * @throws IOException if the body ends early
     */
    ApiRequest read(HttpServletRequest request, String route, int limit) throws IOException {
        RequestBody body = RequestBody.read(request.getInputStream(), request.getContentLengthLong(), limit);
        return new ApiRequest(argument(request, route), params(request), request::getHeader, body);
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

    /** The answer as a response. */
    Response write(HttpServletRequest request, Answer answer) {
        return response(answer, ContentCoding.acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING)));
    }

    private static byte[] argument(HttpServletRequest request, String route) {
        byte[] path = PercentCoding.decodePath(RawPath.of(request.getRequestURI()));
        return path == null || path.length <= route.length()
                ? NO_BYTES
                : Arrays.copyOfRange(path, route.length(), path.length);
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
