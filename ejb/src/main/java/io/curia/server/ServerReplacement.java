package io.curia.server;

import io.curia.fsm.Fsm;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftEngine;
import io.curia.state.Nodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Takes a server out of the Raft groups when another has come in its stead: one that cannot be reached for a while, while
 * a new one, which started without state and votes nowhere yet, has its node id, its name or its address. That is what a server looks
 * like that has lost its data; it takes the place that becomes free by itself. At most one server is replaced at a time.
 */
final class ServerReplacement implements LeaderDuty {
    private static final Logger LOG = System.getLogger(ServerReplacement.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);
    /** So long a server may be away, for a restart, before its place goes to another of its name. */
    private static final long GRACE_NANOS = Duration.ofSeconds(20).toNanos();

    private final RaftEngine raft;
    private final Fsm fsm;
    private final Executor duties;
    private final LongSupplier nanoTime;
    private final Map<String, Long> missingSince = new HashMap<>();
    private boolean removing;

    /** @param duties the thread of the duties */
    ServerReplacement(RaftEngine raft, Fsm fsm, Executor duties, LongSupplier nanoTime) {
        this.raft = raft;
        this.fsm = fsm;
        this.duties = duties;
        this.nanoTime = nanoTime;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {}

    @Override
    public void turn() {
        List<ClusterMember> missing = raft.members().stream()
                .filter(member -> member.voter() && !member.alive())
                .toList();
        long now = nanoTime.getAsLong();
        missingSince.keySet().retainAll(missing.stream().map(ClusterMember::id).toList());
        missing.forEach(lost -> missingSince.putIfAbsent(lost.id(), now));
        if (!removing) {
            missing.stream()
                    .filter(lost -> now - missingSince.get(lost.id()) >= GRACE_NANOS)
                    .filter(lost -> successorOf(lost).isPresent())
                    .findFirst()
                    .ifPresent(this::remove);
        }
    }

    @Override
    public void end() {
        missingSince.clear();
    }

    private Optional<ClusterMember> successorOf(ClusterMember lost) {
        return raft.members().stream()
                .filter(member -> member.alive() && member.fresh() && !member.voter())
                .filter(member -> standsFor(member, lost))
                .findFirst();
    }

    private boolean standsFor(ClusterMember member, ClusterMember lost) {
        boolean sameAddress = member.address().equals(lost.address()) && member.port() == lost.port();
        return sameAddress || member.id().equals(lost.id()) || member.name().equals(nameOf(lost));
    }

    /** One that no running server has met is called what the catalog calls it. */
    private String nameOf(ClusterMember lost) {
        var node = lost.name().isEmpty() ? Nodes.byId(fsm.store().read(), lost.id()) : null;
        return node == null ? lost.name() : node.node();
    }

    private void remove(ClusterMember lost) {
        LOG.log(
                Level.WARNING,
                "server {0} ({1}) cannot be reached, and another has come with its node id, name or address: it is taken out",
                nameOf(lost),
                lost.id());
        removing = true;
        raft.remove(lost.id())
                .whenCompleteAsync(
                        (done, failure) -> {
                            removing = false;
                            if (failure != null) {
                                LOG.log(
                                        Level.WARNING,
                                        "server {0} could not be taken out yet: {1}",
                                        lost.id(),
                                        failure);
                            }
                        },
                        duties);
    }
}
