package io.curia.service.catalog;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.state.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/**
 * Registering and deregistering nodes, services and checks: the writes of {@code /v1/catalog} (http-api §7). Stages
 * never fail: what goes wrong is an answer too. Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class CatalogService {
    private static final String DECODE_FAILED = "Request decode failed: ";

    private final CatalogWrites writes;

    /** Made by the container, or by hand. */
    @Inject
    public CatalogService(CatalogWrites writes) {
        this.writes = writes;
    }

    /** Registers a node, and a service and checks on it. */
    public CompletionStage<Answer> register(Call call) {
        Registration given = Bodies.json(call, RegisterBodies.REGISTER, DECODE_FAILED);
        requireGiven(given);
        String datacenter = call.local(given.node().datacenter());
        return answer(writes.register(given, datacenter), call);
    }

    /** Deregisters a service, a check or a node with all that is on it; true also if it is absent. */
    public CompletionStage<Answer> deregister(Call call) {
        DeregisterCommand given = Bodies.json(call, RegisterBodies.DEREGISTER, DECODE_FAILED);
        requireGiven(given);
        String datacenter = call.local(given.datacenter());
        var local = new DeregisterCommand(datacenter, given.node(), given.serviceId(), given.checkId(), "");
        return answer(writes.deregister(local), call);
    }

    /** A body that is null names no node. */
    private static void requireGiven(Object body) {
        if (body == null) {
            RegistrationRules.requireNode("");
        }
    }

    private static CompletionStage<Answer> answer(CompletionStage<Boolean> write, Call call) {
        return write.thenApply(done -> Answer.truth(done, call.pretty()));
    }
}
