package io.curia.web;

import io.curia.http.Bodies;
import io.curia.service.catalog.CatalogReadService;
import io.curia.service.catalog.CatalogService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/catalog}: nodes and services (http-api §7). Names may be empty or hold slashes. */
@Path("catalog")
@ApplicationScoped
public class CatalogResource {
    private final CatalogService writes;
    private final CatalogReadService reads;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public CatalogResource(CatalogService writes, CatalogReadService reads, Exchange exchange) {
        this.writes = writes;
        this.reads = reads;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public CatalogResource() {
        this(null, null, null);
    }

    /** Registers a node with a service and checks. */
    @PUT
    @Path("register")
    public CompletionStage<Response> register(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, writes::register);
    }

    /** Deregisters a service, a check or a node. */
    @PUT
    @Path("deregister")
    public CompletionStage<Response> deregister(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, writes::deregister);
    }

    /** The names of all datacenters. */
    @GET
    @Path("datacenters")
    public CompletionStage<Response> datacenters(@Context HttpServletRequest request) {
        return exchange.write(request, reads.datacenters(exchange.read(request)));
    }

    /** The nodes. */
    @GET
    @Path("nodes")
    public CompletionStage<Response> nodes(@Context HttpServletRequest request) {
        return exchange.write(request, reads.nodes(exchange.read(request)));
    }

    /** The names of the services. */
    @GET
    @Path("services")
    public CompletionStage<Response> services(@Context HttpServletRequest request) {
        return exchange.write(request, reads.services(exchange.read(request)));
    }

    /** The instances of a service. */
    @GET
    @Path("service{service: (/.*)?}")
    public CompletionStage<Response> service(@Context HttpServletRequest request) {
        return exchange.write(request, reads.service(exchange.read(request)));
    }

    /** What lets others reach a service through the mesh. */
    @GET
    @Path("connect{service: (/.*)?}")
    public CompletionStage<Response> connect(@Context HttpServletRequest request) {
        return exchange.write(request, reads.connect(exchange.read(request)));
    }

    /** A node with its services by their ids. */
    @GET
    @Path("node{node: (/.*)?}")
    public CompletionStage<Response> node(@Context HttpServletRequest request) {
        return exchange.write(request, reads.node(exchange.read(request)));
    }

    /** A node with its services as a list. */
    @GET
    @Path("node-services{node: (/.*)?}")
    public CompletionStage<Response> nodeServices(@Context HttpServletRequest request) {
        return exchange.write(request, reads.nodeServices(exchange.read(request)));
    }

    /** The services of a gateway. */
    @GET
    @Path("gateway-services{gateway: (/.*)?}")
    public CompletionStage<Response> gatewayServices(@Context HttpServletRequest request) {
        return exchange.write(request, reads.gatewayServices(exchange.read(request)));
    }
}
