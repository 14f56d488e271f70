package io.curia.web;

import io.curia.http.Bodies;
import io.curia.service.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/session/…}: sessions (http-api §6). */
@Path("session")
@ApplicationScoped
public class SessionResource {
    private final SessionService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public SessionResource(SessionService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public SessionResource() {
        this(null, null);
    }

    /** Creates a session. */
    @PUT
    @Path("create")
    public CompletionStage<Response> create(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, service::create);
    }

    /** Ends a session. */
    @PUT
    @Path("destroy{id: (/.*)?}")
    public CompletionStage<Response> destroy(@Context HttpServletRequest request) {
        return exchange.write(request, service.destroy(exchange.read(request)));
    }

    /** Starts a session's time to live anew. */
    @PUT
    @Path("renew{id: (/.*)?}")
    public CompletionStage<Response> renew(@Context HttpServletRequest request) {
        return exchange.write(request, service.renew(exchange.read(request)));
    }

    /** Reads one session; may wait for a change. */
    @GET
    @Path("info{id: (/.*)?}")
    public CompletionStage<Response> info(@Context HttpServletRequest request) {
        return exchange.write(request, service.info(exchange.read(request)));
    }

    /** Lists the sessions of a node; may wait for a change. */
    @GET
    @Path("node{node: (/.*)?}")
    public CompletionStage<Response> node(@Context HttpServletRequest request) {
        return exchange.write(request, service.node(exchange.read(request)));
    }

    /** Lists all sessions; may wait for a change. */
    @GET
    @Path("list")
    public CompletionStage<Response> list(@Context HttpServletRequest request) {
        return exchange.write(request, service.list(exchange.read(request)));
    }
}
