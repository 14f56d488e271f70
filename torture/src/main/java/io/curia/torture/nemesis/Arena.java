package io.curia.torture.nemesis;

import io.curia.torture.client.Archives;
import io.curia.torture.client.Operator;
import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Network;
import io.curia.torture.cluster.Server;
import io.curia.torture.cluster.UnhealedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What a nemesis works with.
 *
 * @param network null where it cannot be cut
 * @param log is told what is done to servers
 */
public record Arena(Cluster cluster, Network network, Archives archives, Random random, Consumer<String> log) {
    private static final long LOOK_MS = 250;

    Server any() {
        var servers = cluster.servers();
        return servers.get(random.nextInt(servers.size()));
    }

    /** The leader, or any server while there is none. */
    Server leader() throws InterruptedException {
        return cluster.leader().orElseGet(this::any);
    }

    /** The leader one time in two, else any server. */
    Server leaderOrAny() throws InterruptedException {
        return random.nextBoolean() ? leader() : any();
    }

    Server follower() throws InterruptedException {
        var followers = without(leader());
        return followers.get(random.nextInt(followers.size()));
    }

    List<Server> without(Server one) {
        return cluster.servers().stream().filter(server -> server != one).toList();
    }

    void tell(String text) {
        log.accept(text);
    }

    /** Lets a fault last: longer than an election takes. */
    void last() throws InterruptedException {
        Thread.sleep(4_000L + random.nextInt(6_000));
    }

    /** What may be asked again if the answer is lost, or there is no leader just then. */
    interface Attempt<T> {
        T by(Operator operator) throws IOException, InterruptedException;
    }

    /** Asks one server after the other until one does it. */
    <T> T ask(String what, Duration limit, Attempt<T> attempt) throws UnhealedException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        for (int i = 0; ; i++) {
            var server = cluster.servers().get(i % cluster.servers().size());
            try {
                return attempt.by(new Operator(server.api()));
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new UnhealedException(
                            what + " was not done in " + limit.toSeconds() + " s: " + e.getMessage());
                }
            }
            Thread.sleep(LOOK_MS);
        }
    }

    /** Waits until all servers of the cluster vote, as those do again after a while that were taken out while they were away. */
    public void awaitVotes(Duration limit) throws UnhealedException, InterruptedException {
        var all = cluster.servers().stream().map(Server::name).toList();
        await("a vote for all", limit, operator -> operator.voters().containsAll(all));
    }

    /** Waits until so it is. */
    void await(String what, Duration limit, Attempt<Boolean> attempt) throws UnhealedException, InterruptedException {
        ask(what, limit, operator -> {
            if (!attempt.by(operator)) {
                throw new IOException("it is not so yet");
            }
            return true;
        });
    }
}
