package io.curia.raft.hazelcast;

import io.curia.raft.api.ClusterMember;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has the leader let a server vote that only follows, while fewer vote than founded the cluster. {@link #tick} is called
 * by one thread.
 */
final class EmptyPlaces {
    private static final Logger LOG = System.getLogger(EmptyPlaces.class.getName());
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);

    private final int places;
    private final Supplier<List<ClusterMember>> members;
    private final Function<String, CompletionStage<Void>> promote;
    private long lastTry = System.nanoTime() - PERIOD_NS;
    private CompletableFuture<Void> attempt = CompletableFuture.completedFuture(null);

    /** @param places how many vote when none is missing */
    EmptyPlaces(int places, Supplier<List<ClusterMember>> members, Function<String, CompletionStage<Void>> promote) {
        this.places = places;
        this.members = members;
        this.promote = promote;
    }

    /** To be called now and then where the log is led; soon done, for it only asks. */
    void tick() {
        if (!attempt.isDone() || System.nanoTime() - lastTry < PERIOD_NS) {
            return;
        }
        lastTry = System.nanoTime();
        var servers = members.get();
        if (servers.stream().filter(ClusterMember::voter).count() >= places) {
            return;
        }
        servers.stream()
                .filter(server ->
                        server.alive() && !server.voter() && !server.traits().readReplica())
                .findFirst()
                .ifPresent(server -> attempt = promote(server));
    }

    private CompletableFuture<Void> promote(ClusterMember server) {
        return promote.apply(server.id())
                .handle((done, failure) -> {
                    if (failure == null) {
                        LOG.log(
                                Level.INFO,
                                "{0} votes now, in the place of a server that was taken out",
                                server.name());
                    } else {
                        LOG.log(Level.DEBUG, "{0} was not let vote this time: {1}", server.name(), failure.toString());
                    }
                    return (Void) null;
                })
                .toCompletableFuture();
    }
}
