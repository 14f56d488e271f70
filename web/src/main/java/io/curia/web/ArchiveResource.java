package io.curia.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/**
 * Archives: they are read and written by the request's own thread, for clients may be slow, and what they send is too long
 * for the memory.
 */
@Path("snapshot")
@ApplicationScoped
public class ArchiveResource {
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public ArchiveResource(Exchange exchange) {
        this.exchange = exchange;
    }

    /** For JAX-RS, which looks for a public constructor before CDI makes the resource. */
    public ArchiveResource() {
        this(null);
    }

    /** Takes an archive of the state. */
    @GET
    public Response save(@Context HttpServletRequest request) {
        return exchange.answerOnThisThread(request);
    }

    /** Puts an archive in the place of the state, or tells what that would change. */
    @PUT
    public Response restore(@Context HttpServletRequest request) {
        return exchange.answerOnThisThread(request);
    }

    /** What else is read below the same path, which JAX-RS looks for here and nowhere else, is no archive. */
    @GET
    @Path("{below: .+}")
    public CompletionStage<Response> below(@Context HttpServletRequest request) {
        return exchange.answer(request);
    }
}
