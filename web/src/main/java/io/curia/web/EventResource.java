package io.curia.web;

import io.curia.http.Bodies;
import io.curia.service.event.EventService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /v1/event}: events that users fire (http-api §15). */
@Path("event")
@ApplicationScoped
public class EventResource {
    private final EventService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public EventResource(EventService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public EventResource() {
        this(null, null);
    }

    /** Fires an event. */
    @PUT
    @Path("fire{name: (/.*)?}")
    public CompletionStage<Response> fire(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, read -> CompletableFuture.completedFuture(service.fire(read)));
    }

    /** Lists the last events; may wait for another. */
    @GET
    @Path("list")
    public CompletionStage<Response> list(@Context HttpServletRequest request) {
        return exchange.write(request, service.list(exchange.read(request)));
    }
}
