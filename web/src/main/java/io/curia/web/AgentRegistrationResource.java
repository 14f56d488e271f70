package io.curia.web;

import io.curia.http.Bodies;
import io.curia.service.agent.AgentChecks;
import io.curia.service.agent.AgentHealth;
import io.curia.service.agent.AgentServices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/agent}: services and checks that are registered with this server (http-api §16). */
@Path("agent")
@ApplicationScoped
public class AgentRegistrationResource {
    private final AgentServices services;
    private final AgentChecks checks;
    private final AgentHealth health;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public AgentRegistrationResource(
            AgentServices services, AgentChecks checks, AgentHealth health, Exchange exchange) {
        this.services = services;
        this.checks = checks;
        this.health = health;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public AgentRegistrationResource() {
        this(null, null, null, null);
    }

    /** All services. */
    @GET
    @Path("services")
    public CompletionStage<Response> services(@Context HttpServletRequest request) {
        return exchange.write(request, services.list(exchange.read(request)));
    }

    /** One service; may wait for a change. */
    @GET
    @Path("service{id: (/.*)?}")
    public CompletionStage<Response> service(@Context HttpServletRequest request) {
        return exchange.write(request, services.one(exchange.read(request)));
    }

    /** Registers a service. */
    @PUT
    @Path("service/register")
    public CompletionStage<Response> registerService(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, services::register);
    }

    /** Removes a service. */
    @PUT
    @Path("service/deregister{id: (/.*)?}")
    public CompletionStage<Response> deregisterService(@Context HttpServletRequest request) {
        return exchange.write(request, services.deregister(exchange.read(request)));
    }

    /** Takes a service out of use or into use again. */
    @PUT
    @Path("service/maintenance{id: (/.*)?}")
    public CompletionStage<Response> maintainService(@Context HttpServletRequest request) {
        return exchange.write(request, services.maintenance(exchange.read(request)));
    }

    /** Takes the node out of use or into use again. */
    @PUT
    @Path("maintenance")
    public CompletionStage<Response> maintainNode(@Context HttpServletRequest request) {
        return exchange.write(request, services.nodeMaintenance(exchange.read(request)));
    }

    /** All checks. */
    @GET
    @Path("checks")
    public CompletionStage<Response> checks(@Context HttpServletRequest request) {
        return exchange.write(request, checks.list(exchange.read(request)));
    }

    /** Registers a check. */
    @PUT
    @Path("check/register")
    public CompletionStage<Response> registerCheck(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, checks::register);
    }

    /** Removes a check. */
    @PUT
    @Path("check/deregister{id: (/.*)?}")
    public CompletionStage<Response> deregisterCheck(@Context HttpServletRequest request) {
        return exchange.write(request, checks.deregister(exchange.read(request)));
    }

    /** Reports that all is well. */
    @PUT
    @Path("check/pass{id: (/.*)?}")
    public CompletionStage<Response> pass(@Context HttpServletRequest request) {
        return exchange.write(request, checks.pass(exchange.read(request)));
    }

    /** Reports a warning. */
    @PUT
    @Path("check/warn{id: (/.*)?}")
    public CompletionStage<Response> warn(@Context HttpServletRequest request) {
        return exchange.write(request, checks.warn(exchange.read(request)));
    }

    /** Reports a failure. */
    @PUT
    @Path("check/fail{id: (/.*)?}")
    public CompletionStage<Response> fail(@Context HttpServletRequest request) {
        return exchange.write(request, checks.fail(exchange.read(request)));
    }

    /** Reports what the body says. */
    @PUT
    @Path("check/update{id: (/.*)?}")
    public CompletionStage<Response> update(@Context HttpServletRequest request) {
        return exchange.answer(request, Bodies.MAX_JSON, checks::update);
    }

    /** The health of one service. */
    @GET
    @Path("health/service/id{id: (/.*)?}")
    public Response healthById(@Context HttpServletRequest request) {
        return exchange.write(request, health.byId(exchange.read(request)));
    }

    /** The health of all instances of a service. */
    @GET
    @Path("health/service/name{name: (/.*)?}")
    public Response healthByName(@Context HttpServletRequest request) {
        return exchange.write(request, health.byName(exchange.read(request)));
    }
}
