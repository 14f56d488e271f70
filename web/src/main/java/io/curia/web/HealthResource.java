package io.curia.web;

import io.curia.service.catalog.HealthService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/health}: checks, and services with their checks (http-api §8). */
@Path("health")
@ApplicationScoped
public class HealthResource {
    private final HealthService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public HealthResource(HealthService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public HealthResource() {
        this(null, null);
    }

    /** The checks of a node. */
    @GET
    @Path("node{node: (/.*)?}")
    public CompletionStage<Response> node(@Context HttpServletRequest request) {
        return exchange.write(request, service.node(exchange.read(request)));
    }

    /** The checks of a service. */
    @GET
    @Path("checks{service: (/.*)?}")
    public CompletionStage<Response> checks(@Context HttpServletRequest request) {
        return exchange.write(request, service.checks(exchange.read(request)));
    }

    /** The checks of a status. */
    @GET
    @Path("state{state: (/.*)?}")
    public CompletionStage<Response> state(@Context HttpServletRequest request) {
        return exchange.write(request, service.state(exchange.read(request)));
    }

    /** The instances of a service with nodes and checks. */
    @GET
    @Path("service{service: (/.*)?}")
    public CompletionStage<Response> service(@Context HttpServletRequest request) {
        return exchange.write(request, service.service(exchange.read(request)));
    }

    /** What lets others reach a service through the mesh, with nodes and checks. */
    @GET
    @Path("connect{service: (/.*)?}")
    public CompletionStage<Response> connect(@Context HttpServletRequest request) {
        return exchange.write(request, service.connect(exchange.read(request)));
    }

    /** The ingress gateways that lead to a service, with nodes and checks. */
    @GET
    @Path("ingress{service: (/.*)?}")
    public CompletionStage<Response> ingress(@Context HttpServletRequest request) {
        return exchange.write(request, service.ingress(exchange.read(request)));
    }
}
