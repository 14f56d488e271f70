package io.curia.bench.failover;

import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for a cluster that is whole. Stateless. */
final class Votes {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long LIMIT_NS = Duration.ofMinutes(3).toNanos();
    private static final long POLL_MS = 200;

    private Votes() {}

    /** The leader, once all servers vote, are well, and name the same one. */
    static Server awaitAll(Cluster cluster) throws InterruptedException {
        return await(cluster, true);
    }

    private static Server await(Cluster cluster, boolean isWhole) throws InterruptedException {
        var deadline = System.nanoTime() + LIMIT_NS;
        while (System.nanoTime() < deadline) {
            var leader = cluster.leader();
            var isWell = !isWhole || cluster.servers().stream().allMatch(Votes::isWell);
            if (leader.isPresent() && isWell && agree(cluster)) {
                return leader.get();
            }
            Thread.sleep(POLL_MS);
        }
        throw new IllegalStateException("the cluster does not become whole");
    }

    /** The leader, once all servers name the same one. */
    static Server awaitLeader(Cluster cluster) throws InterruptedException {
        return await(cluster, false);
    }

    private static boolean agree(Cluster cluster) throws InterruptedException {
        Optional<String> first = cluster.servers().get(0).api().leader();
        for (var server : cluster.servers()) {
            if (first.isEmpty() || !server.api().leader().equals(first)) {
                return false;
            }
        }
        return true;
    }

    /** As the leader sees it: the whole cluster is well only if each server votes and follows. */
    private static boolean isWell(Server server) {
        try {
            var health = server.api().send("GET", "/v1/operator/autopilot/health", null, ANSWER);
            var voters = server.api().send("GET", "/v1/operator/raft/configuration", null, ANSWER);
            return health.isOk() && voters.isOk() && !voters.body().contains("\"Voter\":false");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
