package io.curia.service.agent;

import io.curia.agent.Agent;
import io.curia.agent.CheckDefinition;
import io.curia.refusal.Refusal;
import java.util.concurrent.CompletionStage;

/**
 * Registers services and checks with an agent, whoever asks: looks at what is given, and fills in what is left open (http-api
 * §16). Safe for use by any thread; writes a small file, nothing else blocks.
 */
final class Registrations {
    private final Agent agent;

    Registrations(Agent agent) {
        this.agent = agent;
    }

    /**
     * Registers a service with its checks and its sidecar.
     *
     * @param replaceChecks whether checks go that it has so far and that are not given
     * @return done when the catalog has been told, or cannot be now
     * @throws Refusal if it cannot be registered; nothing is changed then
     */
    CompletionStage<Void> register(ServiceDefinition given, boolean replaceChecks) {
        ServiceRules.require(given);
        if (given.sidecar() == null) {
            return agent.registerService(TaggedAddresses.complete(given.service()), given.checks(), replaceChecks);
        }
        var sidecar = SidecarDefaults.complete(given, agent.state().services().values());
        ServiceRules.require(sidecar);
        return agent.registerService(
                TaggedAddresses.complete(given.service()),
                given.checks(),
                TaggedAddresses.complete(sidecar.service()),
                sidecar.checks(),
                replaceChecks);
    }

    /**
     * Registers a check.
     *
     * @return done when the catalog has been told, or cannot be now
     * @throws Refusal if it cannot be registered; nothing is changed then
     */
    CompletionStage<Void> register(CheckDefinition given) {
        if (given.name().isEmpty()) {
            throw Refusal.invalid("Missing check name");
        }
        if (!given.status().isEmpty() && !ServiceRules.isStatus(given.status())) {
            throw Refusal.invalid("Bad check status");
        }
        var named = given.named(given.id().isEmpty() ? given.name() : given.id(), given.name(), given.serviceId());
        named.fault().ifPresent(fault -> {
            throw Refusal.invalid("Invalid check: " + fault);
        });
        return agent.registerCheck(named);
    }
}
