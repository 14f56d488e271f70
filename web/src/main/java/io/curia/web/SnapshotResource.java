package io.curia.web;

import io.curia.http.Answer;
import io.curia.http.Header;
import io.curia.service.snapshot.SnapshotService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.function.Function;

/** {@code /v1/snapshot}: the whole state as an archive (snapshot-format §5). */
@Path("snapshot")
@ApplicationScoped
public class SnapshotResource {
    private final SnapshotService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public SnapshotResource(SnapshotService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public SnapshotResource() {
        this(null, null);
    }

    /** Takes an archive of the state. It is written by the request's own thread, for the client may read slowly. */
    @GET
    public Response save(@Context HttpServletRequest request) {
        var saved = service.save(exchange.read(request)).toCompletableFuture().join();
        return response(saved, exchange.responder(request));
    }

    /** Puts an archive in the place of the state, or tells what that would change. */
    @PUT
    public Response restore(@Context HttpServletRequest request) throws IOException {
        return exchange.write(
                request, service.restore(exchange.read(request), new SteadyInput(request.getInputStream())));
    }

    private static Response response(SnapshotService.SavedSnapshot saved, Function<Answer, Response> refusal) {
        if (saved.archive() == null) {
            return refusal.apply(saved.head());
        }
        var builder = Response.status(saved.head().status())
                .header(HttpHeaders.CONTENT_TYPE, saved.head().contentType());
        for (Header header : saved.head().headers()) {
            builder.header(header.name(), header.value());
        }
        StreamingOutput body = saved.archive()::writeTo;
        return builder.entity(body).build();
    }
}
