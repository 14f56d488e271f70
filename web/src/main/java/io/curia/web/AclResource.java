package io.curia.web;

import io.curia.service.acl.AclService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /v1/acl}: tokens, policies and what belongs to them (http-api §14). */
@Path("{part: acl|internal/acl}/{path: .*}")
@ApplicationScoped
public class AclResource {
    private final AclService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public AclResource(AclService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public AclResource() {
        this(null, null);
    }

    /** Any read. */
    @GET
    public Response get(@Context HttpServletRequest request) {
        return exchange.write(request, service.off());
    }

    /** Any write. */
    @PUT
    public Response put(@Context HttpServletRequest request) {
        return exchange.write(request, service.off());
    }

    /** Any login, logout and translation. */
    @POST
    public Response post(@Context HttpServletRequest request) {
        return exchange.write(request, service.off());
    }

    /** Any removal. */
    @DELETE
    public Response delete(@Context HttpServletRequest request) {
        return exchange.write(request, service.off());
    }
}
