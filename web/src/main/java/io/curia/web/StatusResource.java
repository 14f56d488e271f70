package io.curia.web;

import io.curia.service.status.StatusService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /v1/status}: the leader and the voters (http-api §15). */
@Path("status")
@ApplicationScoped
public class StatusResource {
    private final StatusService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public StatusResource(StatusService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public StatusResource() {
        this(null, null);
    }

    /** The leader's address. */
    @GET
    @Path("leader")
    public Response leader(@Context HttpServletRequest request) {
        return exchange.write(request, service.leader(exchange.read(request)));
    }

    /** The voters' addresses. */
    @GET
    @Path("peers")
    public Response peers(@Context HttpServletRequest request) {
        return exchange.write(request, service.peers(exchange.read(request)));
    }
}
