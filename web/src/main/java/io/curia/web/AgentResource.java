package io.curia.web;

import io.curia.service.AgentService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /v1/agent}: this server itself (http-api §16). */
@Path("agent")
@ApplicationScoped
public class AgentResource {
    private final AgentService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public AgentResource(AgentService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public AgentResource() {
        this(null, null);
    }

    /** Configuration, membership and statistics of this server. */
    @GET
    @Path("self")
    public Response self(@Context HttpServletRequest request) {
        return exchange.write(request, service.self(exchange.read(request)));
    }
}
