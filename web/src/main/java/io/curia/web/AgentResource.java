package io.curia.web;

import io.curia.service.agent.AgentControl;
import io.curia.service.agent.AgentMetrics;
import io.curia.service.agent.AgentService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/agent}: this server itself and its cluster (http-api §16). */
@Path("agent")
@ApplicationScoped
public class AgentResource {
    private final AgentService service;
    private final AgentControl control;
    private final AgentMetrics metrics;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public AgentResource(AgentService service, AgentControl control, AgentMetrics metrics, Exchange exchange) {
        this.service = service;
        this.control = control;
        this.metrics = metrics;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public AgentResource() {
        this(null, null, null, null);
    }

    /** Configuration, membership and statistics of this server. */
    @GET
    @Path("self")
    public Response self(@Context HttpServletRequest request) {
        return exchange.write(request, service.self(exchange.read(request)));
    }

    /** The servers of the cluster. */
    @GET
    @Path("members")
    public Response members(@Context HttpServletRequest request) {
        return exchange.write(request, service.members(exchange.read(request)));
    }

    /** This program's version. */
    @GET
    @Path("version")
    public Response version(@Context HttpServletRequest request) {
        return exchange.write(request, service.version(exchange.read(request)));
    }

    /** The machine this server runs on. */
    @GET
    @Path("host")
    public Response host(@Context HttpServletRequest request) {
        return exchange.write(request, metrics.host(exchange.read(request)));
    }

    /** What this server measures. */
    @GET
    @Path("metrics")
    public Response metrics(@Context HttpServletRequest request) {
        return exchange.write(request, metrics.metrics(exchange.read(request)));
    }

    /** Reads the settings again. */
    @PUT
    @Path("reload")
    public Response reload(@Context HttpServletRequest request) {
        return exchange.write(request, control.reload(exchange.read(request)));
    }

    /** Leaves the cluster and ends the process. */
    @PUT
    @Path("leave")
    public CompletionStage<Response> leave(@Context HttpServletRequest request) {
        return exchange.write(request, control.leave(exchange.read(request)));
    }

    /** Tells whether the server at an address belongs to the cluster. */
    @PUT
    @Path("join{address: (/.*)?}")
    public Response join(@Context HttpServletRequest request) {
        return exchange.write(request, control.join(exchange.read(request)));
    }

    /** Takes a server that is lost out of the cluster. */
    @PUT
    @Path("force-leave{name: (/.*)?}")
    public CompletionStage<Response> forceLeave(@Context HttpServletRequest request) {
        return exchange.write(request, control.forceLeave(exchange.read(request)));
    }

    /** Sets a token. */
    @PUT
    @Path("token{kind: (/.*)?}")
    public Response token(@Context HttpServletRequest request) {
        return exchange.write(request, control.token(exchange.read(request)));
    }
}
