package io.curia.web;

import io.curia.service.snapshot.SnapshotAgentService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /v1/snapshot/agent}: the snapshot agent inside this server. */
@Path("snapshot/agent")
@ApplicationScoped
public class SnapshotAgentResource {
    private final SnapshotAgentService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public SnapshotAgentResource(SnapshotAgentService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public SnapshotAgentResource() {
        this(null, null);
    }

    /** How the agent is now. */
    @GET
    public Response report(@Context HttpServletRequest request) {
        return exchange.write(request, service.report(exchange.read(request)));
    }
}
