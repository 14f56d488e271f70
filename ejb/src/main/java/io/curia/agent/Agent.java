package io.curia.agent;

import io.curia.agent.check.Outcome;
import io.curia.agent.check.Output;
import io.curia.agent.check.Probe;
import io.curia.agent.check.Probes;
import io.curia.agent.check.Schedule;
import io.curia.fsm.Fsm;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.raft.api.ReplicatedLog;
import io.curia.refusal.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The services and checks that were registered with this server (http-api §16). What is asked for happens here at once and
 * is kept on disk; the stage that comes back completes when the catalog has it too, or for now cannot have it, and never
 * fails. Thread-safe.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Agent.class.getName());
    private static final String SCRIPTS_DISABLED = "Scripts are disabled on this agent from remote calls; to enable,"
            + " configure 'enable_script_checks' to true";

    private final Node node;
    private final AgentSettings settings;
    private final LocalState state = new LocalState();
    private final LocalFiles files;
    private final Schedule schedule = new Schedule();
    private final CheckRunner runner;
    /** Checks whose new output waits to be brought to the catalog. */
    private final Set<String> heldBack = ConcurrentHashMap.newKeySet();

    private final AntiEntropy antiEntropy;
    private Schedule.Running reaping = () -> {};

    private Agent(ReplicatedLog log, Fsm fsm, Node node, AgentSettings settings) {
        this.node = node;
        this.settings = settings;
        this.files = new LocalFiles(settings.directory());
        var catalog = new CatalogEntries(log, fsm, node);
        this.runner = new CheckRunner(
                schedule,
                new Probes(schedule.turns(), schedule.scripts()),
                new AliasedHealth(catalog, schedule.blocking()),
                this::checked);
        this.antiEntropy = new AntiEntropy(state, catalog, schedule, settings.syncInterval());
    }

    /**
     * Starts the agent with what was registered before, whose checks do not run yet: see {@link #beginChecks}.
     *
     * @param id the node's id
     * @param name the node's name
     * @param address the address under which others reach the node
     * @param meta what its operator calls the node by
     */
    public static Agent start(
            ReplicatedLog log,
            Fsm fsm,
            String id,
            String name,
            String address,
            String datacenter,
            Map<String, String> meta,
            AgentSettings settings) {
        var agent = new Agent(log, fsm, OwnNode.of(id, name, address, datacenter, meta), settings);
        agent.restore();
        agent.antiEntropy.start();
        agent.reaping = agent.schedule.every(settings.reapInterval().toNanos(), agent::reap);
        return agent;
    }

    /**
     * Lets the checks run. Not before the server answers requests, for whatever they look at may be behind it, and they
     * must not take threads and descriptors from its start. Idempotent.
     */
    public void beginChecks() {
        runner.begin();
    }

    /** What there is; not to be changed but through this agent. */
    public LocalState state() {
        return state;
    }

    /** The node it runs on, as the catalog is to have it. */
    public Node node() {
        return node;
    }

    /**
     * Registers a service with its checks. A check that exists under its id keeps its status and output.
     *
     * @param checks their ids and names may be empty; the service's are theirs
     * @param replaceChecks whether checks of the service that are not among these are removed
     * @throws Refusal if a check cannot be run; nothing is changed then
     */
    public CompletionStage<Void> registerService(
            NodeService service, List<CheckDefinition> checks, boolean replaceChecks) {
        addService(service, checks, replaceChecks);
        return antiEntropy.bringChanges();
    }

    /** The same for a service with its sidecar, which go to the catalog together. */
    public CompletionStage<Void> registerService(
            NodeService service,
            List<CheckDefinition> checks,
            NodeService sidecar,
            List<CheckDefinition> sidecarChecks,
            boolean replaceChecks) {
        addService(service, checks, replaceChecks);
        addService(sidecar, sidecarChecks, replaceChecks);
        return antiEntropy.bringChanges();
    }

    private synchronized void addService(NodeService service, List<CheckDefinition> checks, boolean replaceChecks) {
        var named = new ArrayList<CheckDefinition>(checks.size());
        var probes = new ArrayList<Probe>(checks.size());
        for (int i = 0; i < checks.size(); i++) {
            var check = ServiceChecks.named(checks.get(i), service, checks.size() == 1 ? 0 : i + 1);
            named.add(check);
            probes.add(requireRunnable(check));
        }
        files.write(service);
        state.put(service);
        var kept = new HashSet<String>();
        for (int i = 0; i < named.size(); i++) {
            kept.add(named.get(i).id());
            add(ServiceChecks.check(node.node(), named.get(i), service), named.get(i), probes.get(i));
        }
        if (replaceChecks) {
            state.checksOf(service.id()).stream()
                    .map(local -> local.check().checkId())
                    .filter(id -> !kept.contains(id))
                    .forEach(this::removeCheck);
        }
    }

    /** Removes a service, its checks, and the sidecar that was registered with it; nothing happens if it is unknown. */
    public CompletionStage<Void> deregisterService(String id) {
        synchronized (this) {
            removeService(id);
            String sidecar = Sidecar.idOf(id);
            if (state.service(sidecar)
                    .filter(NodeService::locallyRegisteredAsSidecar)
                    .isPresent()) {
                removeService(sidecar);
            }
        }
        return antiEntropy.bringChanges();
    }

    private void removeService(String id) {
        files.deleteService(id);
        state.checksOf(id).forEach(local -> removeCheck(local.check().checkId()));
        state.removeService(id);
    }

    /**
     * Registers a check of the node or of a service. One that exists under its id keeps its status and output.
     *
     * @throws Refusal if its service is unknown or it cannot be run; nothing is changed then
     */
    public CompletionStage<Void> registerCheck(CheckDefinition definition) {
        synchronized (this) {
            var probe = requireRunnable(definition);
            var check = ServiceChecks.check(node.node(), definition, null);
            if (!definition.serviceId().isEmpty()) {
                var service = state.service(definition.serviceId())
                        .orElseThrow(
                                () -> Refusal.rejected("ServiceID \"" + definition.serviceId() + "\" does not exist"));
                check = check.withService(service);
            }
            add(check, definition, probe);
        }
        return antiEntropy.bringChanges();
    }

    /** Removes a check; nothing happens if it is unknown. */
    public CompletionStage<Void> deregisterCheck(String id) {
        synchronized (this) {
            removeCheck(id);
        }
        return antiEntropy.bringChanges();
    }

    private void removeCheck(String id) {
        runner.stop(id);
        files.deleteCheck(id);
        state.removeCheck(id);
    }

    /**
     * Takes the report that a check waits for.
     *
     * @param output cut to what its definition lets be kept
     * @throws Refusal if there is no such check, or it waits for none
     */
    public CompletionStage<Void> report(String checkId, String status, String output) {
        synchronized (this) {
            var definition = state.check(checkId)
                    .flatMap(LocalCheck::definition)
                    .filter(CheckDefinition::isTtl)
                    .orElseThrow(() -> Refusal.rejected("CheckID \"" + checkId + "\" does not have associated TTL"));
            String kept = Output.cut(output, Output.limit(definition.run().outputMaxSize()));
            runner.reported(checkId, definition.run().ttl(), kept);
            checked(checkId, new Outcome(status, kept));
        }
        return antiEntropy.bringChanges();
    }

    /** Takes the node out of use with a reason, or into use again without one. */
    public CompletionStage<Void> setNodeMaintenance(Optional<String> reason) {
        synchronized (this) {
            setMaintenance(Maintenance.NODE, reason.map(text -> Maintenance.ofNode(node.node(), text)));
        }
        return antiEntropy.bringChanges();
    }

    /**
     * Takes a service out of use with a reason, or into use again without one.
     *
     * @return empty if there is no such service
     */
    public Optional<CompletionStage<Void>> setServiceMaintenance(String serviceId, Optional<String> reason) {
        synchronized (this) {
            var service = state.service(serviceId);
            if (service.isEmpty()) {
                return Optional.empty();
            }
            setMaintenance(
                    Maintenance.idOf(serviceId),
                    reason.map(text -> Maintenance.ofService(node.node(), service.get(), text)));
        }
        return Optional.of(antiEntropy.bringChanges());
    }

    private void setMaintenance(String checkId, Optional<HealthCheck> check) {
        if (check.isEmpty()) {
            removeCheck(checkId);
        } else if (state.check(checkId).isEmpty()) {
            var local = new LocalCheck(check.get(), Optional.empty());
            files.write(local);
            state.put(local);
        }
    }

    private Probe requireRunnable(CheckDefinition check) {
        if (check.isScript() && !settings.scriptChecks()) {
            throw Refusal.rejected(SCRIPTS_DISABLED);
        }
        return runner.probe(check);
    }

    private void add(HealthCheck check, CheckDefinition definition, Probe probe) {
        var before = state.check(check.checkId()).map(LocalCheck::check);
        var kept =
                before.map(old -> check.withStatus(old.status(), old.output())).orElse(check);
        var local = new LocalCheck(kept, Optional.of(definition));
        files.write(local);
        state.put(local);
        runner.start(check.checkId(), definition, probe);
    }

    /** Notes an outcome; one that changes the status goes to the catalog at once. */
    private void checked(String checkId, Outcome outcome) {
        boolean atOnce = settings.checkUpdateInterval().isZero();
        var change = state.update(checkId, outcome.status(), outcome.output(), atOnce);
        if (change == LocalState.Change.NONE) {
            return;
        }
        state.check(checkId)
                .filter(local ->
                        local.definition().filter(CheckDefinition::isTtl).isPresent())
                .ifPresent(files::writeStatus);
        if (change == LocalState.Change.STATUS || atOnce) {
            antiEntropy.bringChanges();
        } else if (heldBack.add(checkId)) {
            long half = settings.checkUpdateInterval().toNanos() / 2;
            schedule.after(half + ThreadLocalRandom.current().nextLong(half + 1), () -> {
                heldBack.remove(checkId);
                state.markChanged(checkId);
                antiEntropy.bringChanges();
            });
        }
    }

    private void reap() {
        for (var local : state.criticalForTooLong(System.nanoTime())) {
            String serviceId = local.check().serviceId();
            if (state.service(serviceId).isPresent()) {
                LOG.log(
                        Level.INFO,
                        "service {0} is deregistered, for its check {1} has been critical for too long",
                        serviceId,
                        local.check().checkId());
                deregisterService(serviceId);
            }
        }
    }

    private synchronized void restore() {
        var kept = files.read();
        kept.services().forEach(state::put);
        for (var local : kept.checks()) {
            String serviceId = local.check().serviceId();
            if (!serviceId.isEmpty() && state.service(serviceId).isEmpty()) {
                continue;
            }
            state.put(local);
            local.definition().ifPresent(definition -> resume(local.check(), definition));
        }
    }

    private void resume(HealthCheck check, CheckDefinition definition) {
        try {
            runner.start(check.checkId(), definition, requireRunnable(definition));
        } catch (Refusal e) {
            LOG.log(Level.WARNING, "check {0} is not run any more: {1}", check.checkId(), e.getMessage());
        }
    }

    /** Stops all checks and rounds; waits for none. The catalog keeps what it has. */
    @Override
    public void close() {
        reaping.cancel();
        antiEntropy.close();
        schedule.close();
    }
}
