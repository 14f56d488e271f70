package io.curia.server;

import io.curia.cluster.Members;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells the operator of every server, in one line each, which server leads and which servers come and go. It looks at
 * what this server knows whenever that may have changed, and once a second, on a thread of its own.
 */
final class ClusterLog implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClusterLog.class.getName());
    private static final long PERIOD_MS = 1000;

    private final Cluster cluster;
    private final Members members;
    private final String self;
    private final ScheduledExecutorService thread;

    private final Map<String, ClusterMember> seen = new HashMap<>();
    private boolean looked;
    private Led led = new Led("", -1);
    private Led lastSeen = led;

    private record Led(String address, long term) {}

    /** @param self this server's id */
    ClusterLog(Cluster cluster, Members members, String self) {
        this.cluster = cluster;
        this.members = members;
        this.self = self;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "curia-cluster-log");
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        cluster.onMembershipChange(this::lookSoon);
        cluster.onLeadershipChange(leads -> lookSoon());
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::guardedLook, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void lookSoon() {
        try {
            thread.execute(this::guardedLook);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "a change came after the stop");
        }
    }

    private void guardedLook() {
        try {
            look();
        } catch (RuntimeException e) {
            // the next look comes all the same
            LOG.log(Level.DEBUG, "the cluster could not be looked at", e);
        }
    }

    /** Tells what has changed since the last look; on one thread. */
    void look() {
        lookAtMembers(members.all());
        lookAtLeader(cluster.leaderAddress(), cluster.term());
    }

    private void lookAtLeader(Optional<String> address, long term) {
        if (address.isEmpty()) {
            return;
        }
        var now = new Led(address.get(), term);
        boolean settled = now.equals(lastSeen);
        lastSeen = now;
        // address and term are not read at one moment, so what is seen once may be a mixture of two leaders
        if (settled && !now.equals(led)) {
            led = now;
            LOG.log(Level.INFO, "{0} leads since term {1}", leader(now.address), Long.toString(term));
        }
    }

    private String leader(String address) {
        var server = cluster.servers().stream()
                .filter(each -> each.address().equals(address))
                .findFirst();
        String id = server.map(RaftServer::id).orElse("");
        String name = members.byId(id).map(ClusterMember::name).orElse(id);
        return id.equals(self)
                ? "this server, " + name + " (" + address + "),"
                : "server " + name + " (" + address + ")";
    }

    private void lookAtMembers(List<ClusterMember> present) {
        for (var member : present) {
            var before = seen.put(member.id(), member);
            if (member.id().equals(self)) {
                continue;
            }
            boolean wasAlive = before != null && before.alive();
            if (member.alive() && !wasAlive) {
                LOG.log(Level.INFO, "{0} is connected", text(member));
            } else if (!member.alive() && (wasAlive || (before == null && looked))) {
                LOG.log(Level.WARNING, "{0} cannot be reached", text(member));
            }
        }
        for (var id : List.copyOf(seen.keySet())) {
            if (present.stream().noneMatch(member -> member.id().equals(id))) {
                LOG.log(Level.WARNING, "{0} is no server of the cluster any more", text(seen.remove(id)));
            }
        }
        looked = true;
    }

    private static String text(ClusterMember member) {
        return "server " + member.name() + " (" + member.id() + ") at " + member.address() + ":" + member.port();
    }

    /** Ends the looking; waits for nothing. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
