package io.curia.web;

import io.curia.service.txn.TxnService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** {@code /v1/txn}: transactions (http-api §5). */
@Path("txn")
@ApplicationScoped
public class TxnResource {
    private final TxnService service;
    private final Exchange exchange;

    /** Made by the container. */
    @Inject
    public TxnResource(TxnService service, Exchange exchange) {
        this.service = service;
        this.exchange = exchange;
    }

    /** For the containers: JAX-RS looks for a public constructor, CDI makes its proxy with it. */
    public TxnResource() {
        this(null, null);
    }

    /** Runs the operations of the body. */
    @PUT
    public CompletionStage<Response> run(@Context HttpServletRequest request) {
        return exchange.answer(request, service.maxLength(), service::run);
    }
}
