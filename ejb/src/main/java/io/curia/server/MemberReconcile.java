package io.curia.server;

import io.curia.cluster.NodeInfo;
import io.curia.cluster.NodeOwnership;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.txn.TxnResponseCodec;
import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import io.curia.state.StateStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Brings the catalog in step with the servers of the cluster (raft-and-autopilot §3): each is a node with the service
 * {@code consul} and a check that says whether it can be reached. Only what differs is proposed, and a proposal that is
 * lost is made again the next time.
 *
 * <p>A restored archive may come from other servers. A living server then takes its name over from an id that is no
 * living server of that name; the node of a server that is gone is marked critical at once, and leaves the catalog after
 * a while.
 */
final class MemberReconcile implements LeaderDuty {
    private static final Logger LOG = System.getLogger(MemberReconcile.class.getName());
    /** How soon a restored state is seen. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final long LOOK_NANOS = Duration.ofSeconds(60).toNanos();
    /** As many nodes that are gone are written to in one turn, so that the log is not filled with them. */
    private static final int AT_ONCE = 128;

    private static final int NAMED = 10;

    private final ReplicatedLog log;
    private final Cluster cluster;
    private final Fsm fsm;
    private final ServerEntries entries;
    private final LongSupplier nanoClock;

    private boolean leading;
    private StateStore seenStore;
    private long lookedAt;
    private boolean moreToDo;
    /** Nodes that are gone, and since when that is known. */
    private final Map<String, Long> goneSince = new HashMap<>();
    /** What was said about names that two servers have, so that it is said once. */
    private final Set<String> doubleNames = new HashSet<>();

    <R extends ReplicatedLog & Cluster> MemberReconcile(R raft, Fsm fsm, NodeInfo self, LongSupplier nanoClock) {
        this.log = raft;
        this.cluster = raft;
        this.fsm = fsm;
        this.entries = new ServerEntries(self);
        this.nanoClock = nanoClock;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {
        leading = true;
        look();
    }

    @Override
    public void turn() {
        if (moreToDo || fsm.store() != seenStore || nanoClock.getAsLong() - lookedAt >= LOOK_NANOS) {
            look();
        }
    }

    @Override
    public void end() {
        leading = false;
        goneSince.clear();
        doubleNames.clear();
    }

    /** A server has come or gone; on the thread of the duties. */
    void changed() {
        if (leading) {
            registerMembers(fsm.store().read());
        }
    }

    private void look() {
        var store = fsm.store();
        if (store != seenStore) {
            goneSince.clear();
        }
        seenStore = store;
        lookedAt = nanoClock.getAsLong();
        moreToDo = false;
        var txn = store.read();
        registerMembers(txn);
        partWithTheGone(txn);
    }

    private void registerMembers(ReadTxn txn) {
        var members = cluster.members();
        for (var member : members) {
            if (!member.alive()) {
                markFailed(txn, member, members);
            } else if (!entries.arePresent(txn, member)) {
                register(txn, member, members);
            }
        }
    }

    private void register(ReadTxn txn, ClusterMember member, List<ClusterMember> members) {
        var holder = NodeOwnership.holder(txn, member);
        if (holder.isEmpty()) {
            propose(entries.registration(txn, member));
            return;
        }
        var held = holder.get();
        var owner = NodeOwnership.owner(held, members);
        if (owner.isPresent()) {
            warnOfDoubleName(member, owner.get());
            return;
        }
        LOG.log(
                Level.INFO,
                "node {0}, so far of id {1}, is taken over by the server of that name, {2} at {3}",
                held.node(),
                held.id(),
                member.id(),
                member.address());
        propose(entries.takeover(txn, member, held));
        // what another takeover of this moment was in the way of is seen then
        moreToDo = true;
    }

    private void warnOfDoubleName(ClusterMember member, ClusterMember owner) {
        if (doubleNames.add(member.id())) {
            LOG.log(
                    Level.WARNING,
                    "server {0} at {1} has the name {2} of server {3} at {4}, and is not in the catalog; give it"
                            + " another curia.node-name",
                    member.id(),
                    member.address(),
                    member.name(),
                    owner.id(),
                    owner.address());
        }
    }

    private void markFailed(ReadTxn txn, ClusterMember member, List<ClusterMember> members) {
        Optional.ofNullable(Nodes.byId(txn, member.id()))
                .or(() -> NodeOwnership.holder(txn, member))
                .filter(node -> members.stream().noneMatch(other -> isThere(other, node)))
                .filter(node -> !isKnownToFail(txn, node))
                .ifPresent(node -> propose(entries.failure(node)));
    }

    private static boolean isThere(ClusterMember member, Node node) {
        return member.alive() && member.name().equalsIgnoreCase(node.node());
    }

    private static boolean isKnownToFail(ReadTxn txn, Node node) {
        var check = Checks.find(txn, node.node(), HealthCheck.SERF_HEALTH);
        return check != null && check.status().equals(HealthCheck.CRITICAL);
    }

    /** Not after every change of the members, for others may register such nodes too. */
    private void partWithTheGone(ReadTxn txn) {
        long now = nanoClock.getAsLong();
        var gone = NodeOwnership.gone(txn, cluster.members());
        goneSince.keySet().retainAll(gone.stream().map(Node::node).toList());
        gone.forEach(node -> goneSince.putIfAbsent(node.node(), now));
        var marked = new ArrayList<String>();
        var removed = new ArrayList<String>();
        for (var node : gone) {
            boolean due = now - goneSince.get(node.node()) >= LOOK_NANOS;
            if (!due && isKnownToFail(txn, node)) {
                continue;
            } else if (marked.size() + removed.size() == AT_ONCE) {
                moreToDo = true;
                break;
            }
            (due ? removed : marked).add(node.node());
            propose(due ? DeregisterCommand.ofNode(node.node()) : entries.failure(node));
        }
        tell(marked, "are no servers of this cluster and are marked critical");
        tell(removed, "are no servers any more and leave the catalog");
    }

    private static void tell(List<String> nodes, String what) {
        if (!nodes.isEmpty()) {
            var named = nodes.subList(0, Math.min(NAMED, nodes.size()));
            String more = nodes.size() > NAMED ? " and others" : "";
            LOG.log(Level.INFO, "{0} node(s) {1}: {2}{3}", nodes.size(), what, String.join(", ", named), more);
        }
    }

    private void propose(Command command) {
        // another leader sees other members, and knows better
        log.applyAsLeader(command.encode()).whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, "the catalog of servers is brought in step later: {0}", failure.toString());
            } else if (result instanceof ApplyResult.Failure refused) {
                LOG.log(Level.WARNING, "a server could not be registered in the catalog: {0}", refused.message());
            } else if (result instanceof ApplyResult.Encoded encoded) {
                TxnResponseCodec.decode(encoded.value())
                        .errors()
                        .forEach(error -> LOG.log(
                                Level.INFO, "a node is not taken over yet, which is tried again: {0}", error.what()));
            }
        });
    }

    @Override
    public String toString() {
        return "keeping the catalog in step with the servers";
    }
}
