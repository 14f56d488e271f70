package io.curia.service.catalog;

import io.curia.fsm.Command;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Bodies;
import io.curia.http.Datacenters;
import io.curia.http.Failures;
import io.curia.http.Namespaces;
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
    private final Datacenters datacenters;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public CatalogService(Proposals proposals, Datacenters datacenters) {
        this.proposals = proposals;
        this.datacenters = datacenters;
    }

    /** For the container's proxy only. */
    protected CatalogService() {
        this(null, null);
    }

    /** Registers a node, and a service and checks on it. */
    public CompletionStage<Answer> register(ApiRequest request) {
        return Failures.guard(() -> {
            Namespaces.requireNone(request);
            Registration given = Bodies.json(request, RegisterBodies.REGISTER, DECODE_FAILED);
            requireGiven(given);
            String datacenter = datacenters.local(given.node().datacenter());
            return propose(request, RegisterCommand.of(RegistrationRules.prepare(given, datacenter)));
        });
    }

    /** Deregisters a service, a check or a node with all that is on it; true also if it is absent. */
    public CompletionStage<Answer> deregister(ApiRequest request) {
        return Failures.guard(() -> {
            Namespaces.requireNone(request);
            DeregisterCommand given = Bodies.json(request, RegisterBodies.DEREGISTER, DECODE_FAILED);
            requireGiven(given);
            String datacenter = datacenters.local(given.datacenter());
            RegistrationRules.requireNode(given.node());
            return propose(
                    request, new DeregisterCommand(datacenter, given.node(), given.serviceId(), given.checkId(), ""));
        });
    }

    /** A body that is null names no node. */
    private static void requireGiven(Object body) {
        if (body == null) {
            RegistrationRules.requireNode("");
        }
    }

    private CompletionStage<Answer> propose(ApiRequest request, Command command) {
        boolean pretty = request.params().has("pretty");
        return proposals.propose(command, NO_PREFIX, result -> Proposals.written(result, pretty));
    }
}
