package io.curia.raft.hazelcast;

import io.curia.raft.api.ClusterMember;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells the operator when there has been no leader for longer than an election takes, and why, and when there is one
 * again: one line each. Used by one thread.
 */
final class LeaderWatch {
    private static final Logger LOG = System.getLogger(LeaderWatch.class.getName());
    /** Elections, one of which may find no winner. */
    private static final int PATIENCE = 3;

    private final Supplier<List<ClusterMember>> members;
    private final long patienceNs;
    private final LongSupplier nanoTime;
    private boolean had = true;
    private boolean told;
    private long lostAt;

    /** @param electionTimeoutMs how long followers wait before they elect another leader */
    LeaderWatch(Supplier<List<ClusterMember>> members, long electionTimeoutMs, LongSupplier nanoTime) {
        this.members = members;
        this.patienceNs = PATIENCE * TimeUnit.MILLISECONDS.toNanos(electionTimeoutMs);
        this.nanoTime = nanoTime;
    }

    /** To be called now and then with the address of the leader that this server knows. */
    void tick(Optional<String> leader) {
        var now = nanoTime.getAsLong();
        if (leader.isPresent()) {
            if (told) {
                LOG.log(
                        Level.INFO,
                        "the cluster has a leader again, {0}, after {1} s without one",
                        leader.get(),
                        TimeUnit.NANOSECONDS.toSeconds(now - lostAt));
            }
            had = true;
            told = false;
            return;
        }
        if (had) {
            had = false;
            lostAt = now;
        }
        if (!told && now - lostAt >= patienceNs) {
            told = true;
            LOG.log(Level.WARNING, "{0}; writes fail until there is one again, and all reads but stale ones", why());
        }
    }

    private String why() {
        var voters = members.get().stream().filter(ClusterMember::voter).toList();
        var away = voters.stream().filter(voter -> !voter.alive()).toList();
        if (2 * (voters.size() - away.size()) > voters.size()) {
            return "the cluster has no leader, though " + (voters.size() - away.size()) + " of " + voters.size()
                    + " servers can be reached";
        }
        return "the cluster has no leader, for only " + (voters.size() - away.size()) + " of " + voters.size()
                + " servers can be reached, not "
                + away.stream().map(LeaderWatch::describe).collect(Collectors.joining(", "));
    }

    private static String describe(ClusterMember server) {
        return (server.name().isEmpty() ? server.id() : server.name()) + " at " + server.address() + ":"
                + server.port();
    }
}
