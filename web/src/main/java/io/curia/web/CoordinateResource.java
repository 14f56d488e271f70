package io.curia.web;

import io.curia.http.Bodies;
import io.curia.service.coordinate.CoordinateService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/coordinate/…}: where nodes stand in the network (http-api §9). */
@Path("coordinate")
@ApplicationScoped
public class CoordinateResource {
    private final CoordinateService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public CoordinateResource(CoordinateService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public CoordinateResource() {
        this(null, null);
    }

    /** Lists the servers of each datacenter. */
    @GET
    @Path("datacenters")
    public Response datacenters(@Context HttpServletRequest request) {
        return exchange.write(request, service.datacenters(exchange.read(request)));
    }

    /** Lists the coordinates of all nodes; may wait for a change. */
    @GET
    @Path("nodes")
    public CompletionStage<Response> nodes(@Context HttpServletRequest request) {
        return exchange.write(request, service.nodes(exchange.read(request)));
    }

    /** Reads the coordinates of one node; may wait for a change. */
    @GET
    @Path("node{node: (/.*)?}")
    public CompletionStage<Response> node(@Context HttpServletRequest request) {
        return exchange.write(request, service.node(exchange.read(request)));
    }

    /** Takes an update. */
    @PUT
    @Path("update")
    public CompletionStage<Response> update(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, service::update);
    }
}
