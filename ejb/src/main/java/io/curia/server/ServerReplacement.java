package io.curia.server;

import io.curia.raft.ClusterMember;
import io.curia.raft.RaftEngine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Takes a server out of the Raft groups when another has come in its stead: one that cannot be reached, while a new one,
 * which votes nowhere yet, has its name or its address. That is what a server looks like that has lost its data; it takes
 * the place that becomes free by itself. At most one server is replaced at a time.
 */
final class ServerReplacement implements LeaderDuty {
    private static final Logger LOG = System.getLogger(ServerReplacement.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final RaftEngine raft;
    private final Executor duties;
    private boolean removing;

    /** @param duties the thread of the duties */
    ServerReplacement(RaftEngine raft, Executor duties) {
        this.raft = raft;
        this.duties = duties;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {}

    @Override
    public void turn() {
        if (!removing) {
            raft.members().stream()
                    .filter(member -> !member.alive() && member.voter())
                    .filter(lost -> successorOf(lost).isPresent())
                    .findFirst()
                    .ifPresent(this::remove);
        }
    }

    @Override
    public void end() {}

    private Optional<ClusterMember> successorOf(ClusterMember lost) {
        return raft.members().stream()
                .filter(member -> member.alive() && !member.voter())
                .filter(member -> standsFor(member, lost))
                .findFirst();
    }

    private static boolean standsFor(ClusterMember member, ClusterMember lost) {
        boolean sameAddress = member.address().equals(lost.address()) && member.port() == lost.port();
        return sameAddress || member.name().equals(lost.name());
    }

    private void remove(ClusterMember lost) {
        LOG.log(
                Level.WARNING,
                "server {0} ({1}) cannot be reached, and another has come with its name or address: it is taken out",
                lost.name(),
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
