package io.curia.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** The API as a resource of JAX-RS. Which endpoint a request is for, the transport rules have found out. */
@Path("{path: .*}")
@ApplicationScoped
public class ApiResource {
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public ApiResource(Exchange exchange) {
        this.exchange = exchange;
    }

    /** For JAX-RS, which looks for a public constructor before CDI makes the resource. */
    public ApiResource() {
        this(null);
    }

    /** Any read. */
    @GET
    public CompletionStage<Response> get(@Context HttpServletRequest request) {
        return exchange.answer(request);
    }

    /** Any write. */
    @PUT
    public CompletionStage<Response> put(@Context HttpServletRequest request) {
        return exchange.answer(request);
    }

    /** Any request that is neither. */
    @POST
    public CompletionStage<Response> post(@Context HttpServletRequest request) {
        return exchange.answer(request);
    }

    /** Any removal. */
    @DELETE
    public CompletionStage<Response> delete(@Context HttpServletRequest request) {
        return exchange.answer(request);
    }
}
