package io.curia.service.catalog;

import io.curia.fsm.Command;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.query.Proposals;
import io.curia.refusal.Refusal;
import io.curia.state.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/**
 * What is done to the catalog, whoever asks. Stages fail as those of {@link Proposals} do. Safe for use by any thread; never
 * blocks.
 */
@ApplicationScoped
public class CatalogWrites {
    /** Texts with which the state refuses a registration are shown as they are. */
    private static final String NO_PREFIX = "";

    private final Proposals proposals;

    /** Made by the container, or by hand. */
    @Inject
    public CatalogWrites(Proposals proposals) {
        this.proposals = proposals;
    }

    /**
     * Registers a node, and a service and checks on it.
     *
     * @param datacenter the one it is in
     * @return true
     * @throws Refusal if it cannot be accepted, whatever the state is
     */
    public CompletionStage<Boolean> register(Registration given, String datacenter) {
        return propose(RegisterCommand.of(RegistrationRules.prepare(given, datacenter)));
    }

    /**
     * Deregisters a service, a check or a node with all that is on it.
     *
     * @return true, also if it is absent
     * @throws Refusal if no node is named
     */
    public CompletionStage<Boolean> deregister(DeregisterCommand given) {
        RegistrationRules.requireNode(given.node());
        return propose(given);
    }

    private CompletionStage<Boolean> propose(Command command) {
        return proposals.propose(command, NO_PREFIX).thenApply(Proposals::tookEffect);
    }
}
