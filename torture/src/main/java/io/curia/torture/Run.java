package io.curia.torture;

import io.curia.torture.check.Additions;
import io.curia.torture.check.Linearizability;
import io.curia.torture.check.Promises;
import io.curia.torture.check.Violation;
import io.curia.torture.client.Archives;
import io.curia.torture.client.Client;
import io.curia.torture.client.Clients;
import io.curia.torture.client.RegisterClient;
import io.curia.torture.client.Watcher;
import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Network;
import io.curia.torture.cluster.Server;
import io.curia.torture.cluster.UnhealedException;
import io.curia.torture.history.History;
import io.curia.torture.history.Operation;
import io.curia.torture.nemesis.Arena;
import io.curia.torture.nemesis.Nemesis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/** One run: faults while clients work, then judgement. Used by one thread. */
final class Run {
    /** On a machine where servers, clients and other programs share few cores, waking may take this long. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Network network;
    private final History history;
    private final List<Nemesis> nemeses;
    private final long seed;
    private final int slack;
    private final List<Strike> strikes = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    /**
     * One fault.
     *
     * @param startNs when it began
     * @param healedNs when it was taken back
     * @param recoveredNs when a write was acknowledged after that
     * @param settledNs when each server had caught up after that, from a snapshot perhaps
     */
    record Strike(Nemesis nemesis, long startNs, long healedNs, long recoveredNs, long settledNs) {}

    /** @param network null if the network between the servers is left alone */
    Run(Cluster cluster, Network network, History history, List<Nemesis> nemeses, long seed, int slack) {
        this.cluster = cluster;
        this.network = network;
        this.history = history;
        this.nemeses = List.copyOf(nemeses);
        this.seed = seed;
        this.slack = slack;
    }

    List<Strike> strikes() {
        return List.copyOf(strikes);
    }

    /** Does all of it, and returns which promises were broken. */
    List<Violation> go(Duration duration) throws IOException, InterruptedException, ExecutionException {
        cluster.startAll();
        history.event("all servers are ready");
        boolean healed;
        try (var clients = new Clients(cluster.all(), history, seed)) {
            healed = strikeUntil(history.now() + duration.toNanos());
            clients.end();
        }
        judge(healed && isWhole());
        return List.copyOf(violations);
    }

    /** False if the cluster did not get over a fault, with which the run ends. */
    private boolean strikeUntil(long endNs) throws InterruptedException, IOException {
        var random = new Random(seed);
        var arena = new Arena(cluster, network, new Archives(history), random, history::event);
        calm(random);
        for (int i = 0; history.now() < endNs; i++) {
            // each at least once, in an order that the seed decides
            var nemesis = i < nemeses.size() ? nemeses.get(i) : nemeses.get(random.nextInt(nemeses.size()));
            try {
                strike(nemesis, arena);
            } catch (UnhealedException e) {
                unhealed("after " + nemesis.label() + ": " + e.getMessage());
                return false;
            } catch (IOException e) {
                // a server that is asked to do something may be without an answer
                history.event(nemesis.label() + " was not done: " + e);
            }
            calm(random);
        }
        return true;
    }

    /** Whether all servers run, take writes, and have the same in the end. */
    private boolean isWhole() throws InterruptedException, IOException {
        try {
            cluster.startAll();
            awaitWrite();
            return true;
        } catch (UnhealedException e) {
            unhealed("at the end: " + e.getMessage());
            return false;
        }
    }

    private void unhealed(String text) {
        history.event(text);
        violations.add(new Violation("servers come back", text, List.of()));
    }

    private static void calm(Random random) throws InterruptedException {
        Thread.sleep(3_000L + random.nextInt(4_000));
    }

    private void strike(Nemesis nemesis, Arena arena) throws IOException, InterruptedException {
        long startNs = history.now();
        nemesis.strike(arena);
        long healedNs = history.now();
        history.event("the end of " + nemesis.label());
        awaitWrite();
        long recoveredNs = history.now();
        for (var server : cluster.servers()) {
            awaitRead(server);
        }
        strikes.add(new Strike(nemesis, startNs, healedNs, recoveredNs, history.now()));
        if (recoveredNs - healedNs > RECOVERY_LIMIT.multipliedBy(slack).toNanos()) {
            violations.add(new Violation(
                    "a leader soon after healing",
                    "no write was acknowledged for " + (recoveredNs - healedNs) / 1_000_000 + " ms after the end of "
                            + nemesis.label(),
                    List.of()));
        }
        // the next fault is to meet a whole cluster
        arena.awaitVotes(PATIENCE.multipliedBy(slack));
    }

    /** Waits until a write that begins now is acknowledged. */
    private void awaitWrite() throws InterruptedException, UnhealedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; System.nanoTime() < deadline; i++) {
            var server = cluster.servers().get(i % cluster.servers().size());
            try {
                var reply = server.api().send("PUT", "/v1/kv/torture/recovered", "x", Duration.ofSeconds(2));
                if (reply.isOk()) {
                    return;
                }
            } catch (IOException e) {
                // the next one is asked
            }
            Thread.sleep(50);
        }
        throw new UnhealedException("no write was acknowledged for " + PATIENCE.toMinutes() + " minutes");
    }

    /** Waits until a server answers a read that shows all that is acknowledged. */
    private static void awaitRead(Server server) throws InterruptedException, UnhealedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (server.api()
                        .send("GET", "/v1/kv/torture/recovered", null, PATIENCE)
                        .isOk()) {
                    return;
                }
            } catch (IOException e) {
                // it is asked again
            }
            Thread.sleep(50);
        }
        throw new UnhealedException(
                server.name() + " did not catch up with the others in " + PATIENCE.toMinutes() + " minutes");
    }

    private void judge(boolean whole) throws InterruptedException {
        if (whole) {
            readEachRegisterOnce();
        }
        var operations = history.operations();
        violations.addAll(Linearizability.check(operations));
        violations.addAll(Promises.indexesNeverGoBack(operations));
        violations.addAll(Promises.oneHolderPerLockIndex(operations));
        violations.addAll(Promises.oneHolderAtATime(operations));
        violations.addAll(Promises.watchesWake(operations, SOON.multipliedBy(slack), this::isCalm));
        violations.addAll(Promises.watchesDoNotWakeInVain(operations, Watcher.WAIT, this::isCalm));
        if (whole) {
            judgeStates(operations);
        }
    }

    private void judgeStates(List<Operation> operations) throws InterruptedException {
        try {
            violations.addAll(Additions.countOnce(operations, Map.of(Clients.NUMBER, number())));
            violations.addAll(new EqualStates(cluster.servers()).differences(PATIENCE.multipliedBy(slack)));
        } catch (IOException e) {
            unhealed("at the end a server did not answer: " + e);
        }
    }

    /** Whether no fault lasted, or was being recovered from, in that time. */
    private boolean isCalm(long fromNs, long toNs) {
        return strikes.stream().allMatch(strike -> strike.settledNs() < fromNs || strike.startNs() > toNs);
    }

    /** Thus the last write of each is judged as well. */
    private void readEachRegisterOnce() throws InterruptedException {
        var reader =
                new RegisterClient(new Client.Setting(Integer.MAX_VALUE, cluster.servers(), history, seed), "torture/");
        var keys = history.operations().stream()
                .filter(operation -> operation.kind() == Operation.Kind.WRITE)
                .map(Operation::key)
                .distinct()
                .toList();
        for (var key : keys) {
            reader.readLast(key);
        }
    }

    private long number() throws IOException, InterruptedException {
        var reply = cluster.servers()
                .get(0)
                .api()
                .send("GET", "/v1/kv/" + Clients.NUMBER + "?raw&consistent", null, PATIENCE);
        return reply.isOk() ? Long.parseLong(reply.body().strip()) : 0;
    }
}
