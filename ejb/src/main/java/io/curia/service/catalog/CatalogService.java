package io.curia.service.catalog;

import io.curia.fsm.Command;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.query.Proposals;
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

    /** Texts with which the state refuses a registration are shown as they are. */
    private static final String NO_PREFIX = "";

    private final Proposals proposals;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public CatalogService(Proposals proposals) {
        this.proposals = proposals;
    }

    /** Registers a node, and a service and checks on it. */
    public CompletionStage<Answer> register(Call call) {
        Registration given = Bodies.json(call, RegisterBodies.REGISTER, DECODE_FAILED);
        requireGiven(given);
        String datacenter = call.local(given.node().datacenter());
        return propose(call, RegisterCommand.of(RegistrationRules.prepare(given, datacenter)));
    }

    /** Deregisters a service, a check or a node with all that is on it; true also if it is absent. */
    public CompletionStage<Answer> deregister(Call call) {
        DeregisterCommand given = Bodies.json(call, RegisterBodies.DEREGISTER, DECODE_FAILED);
        requireGiven(given);
        String datacenter = call.local(given.datacenter());
        RegistrationRules.requireNode(given.node());
        return propose(call, new DeregisterCommand(datacenter, given.node(), given.serviceId(), given.checkId(), ""));
    }

    /** A body that is null names no node. */
    private static void requireGiven(Object body) {
        if (body == null) {
            RegistrationRules.requireNode("");
        }
    }

    private CompletionStage<Answer> propose(Call call, Command command) {
        return proposals
                .propose(command, NO_PREFIX)
                .thenApply(result -> Answer.truth(Proposals.tookEffect(result), call.pretty()));
    }
}
