package io.curia.web;

import io.curia.service.kv.KvService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/kv/<key>}: the key/value store (http-api §4). */
@Path("kv{key: (/.*)?}")
@ApplicationScoped
public class KvResource {
    private final KvService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public KvResource(KvService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public KvResource() {
        this(null, null);
    }

    /** Reads an entry or those under a prefix; may wait for a change. */
    @GET
    public CompletionStage<Response> get(@Context HttpServletRequest request) {
        return exchange.write(request, service.get(exchange.read(request)));
    }

    /** Writes the body to a key. */
    @PUT
    public CompletionStage<Response> put(@Context HttpServletRequest request) {
        return exchange.answer(request, service.maxValueSize(), service::put);
    }

    /** Deletes a key or all under a prefix. */
    @DELETE
    public CompletionStage<Response> delete(@Context HttpServletRequest request) {
        return exchange.write(request, service.delete(exchange.read(request)));
    }
}
