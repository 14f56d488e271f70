package io.curia.raft.hazelcast;

import static org.awaitility.Awaitility.await;

import io.curia.fsm.ApplyResult;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.RaftTimings;
import io.curia.raft.api.ServerTraits;
import io.curia.raft.api.VotersException;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Embedded servers on loopback with real files and sockets. */
final class Servers implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One server: what survives a restart, and its running engine, if any. */
    static final class Server {
        final UUID id;
        final Path dataDir;
        final List<String> fatal = new CopyOnWriteArrayList<>();
        int port;
        long heapBytes = 1L << 30;
        /** With how many it founds a cluster, if not with all that were there at first; 0 for that. */
        int expects;
        /** Whether it founds no cluster, and only joins one. */
        boolean joins;

        ServerTraits traits = ServerTraits.NONE;

        RecordingState state;
        volatile HazelcastRaftEngine engine;

        Server(Path dataDir, int port) {
            this(UUID.randomUUID(), dataDir, port);
        }

        Server(UUID id, Path dataDir, int port) {
            this.id = id;
            this.dataDir = dataDir;
            this.port = port;
        }

        long apply(String text) {
            return apply(text.getBytes(StandardCharsets.UTF_8));
        }

        long apply(byte[] entry) {
            return ((ApplyResult.Num) engine.apply(entry).toCompletableFuture().join()).value();
        }

        void applySurely(String text) {
            applySurely(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Again if the leader is lost meanwhile, so perhaps more than once. */
        void applySurely(byte[] entry) {
            await().pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                    .until(() -> apply(entry) > 0);
        }
    }

    final List<Server> all = new ArrayList<>();
    Supplier<RecordingState> newState = RecordingState::new;
    int snapshotThreshold = 1000;
    /** Ports that are in the list of those to join, too. */
    List<Integer> nobodyAt = List.of();
    /** For those that differ. */
    final Map<Server, Integer> snapshotThresholds = new HashMap<>();

    /** How many vote when none is missing; those that come later are not among them. */
    private final int places;

    long snapshotBytes = RaftConfig.DEFAULT_SNAPSHOT_BYTES;
    int raftMultiplier = 1;
    int maxPendingEntries = 8192;
    long maxPendingBytes = 64L << 20;

    Servers(Path root, int count) throws IOException {
        places = count;
        for (var port : FreePorts.take(count)) {
            all.add(new Server(root.resolve("s" + all.size()), port));
        }
    }

    /** Whether something failed that may succeed under the next leader. */
    static boolean isForWantOfALeader(Throwable failure) {
        return failure instanceof CompletionException
                && failure.getCause() instanceof RaftException fault
                && (fault.kind() == RaftException.Kind.NO_LEADER
                        || fault.kind() == RaftException.Kind.INDETERMINATE
                        || fault instanceof VotersException refused
                                && refused.reason() == VotersException.Reason.NOT_NOW);
    }

    RaftConfig config(Server server) {
        var others = Stream.concat(all.stream().filter(s -> s != server).map(s -> s.port), nobodyAt.stream())
                .map(port -> "127.0.0.1:" + port)
                .toList();
        return new RaftConfig(
                server.id,
                "n" + all.indexOf(server),
                "dc1",
                server.dataDir,
                "127.0.0.1",
                "127.0.0.1",
                server.port,
                server.joins ? 0 : server.expects > 0 ? server.expects : places,
                others,
                RaftTimings.scaled(raftMultiplier),
                snapshotThresholds.getOrDefault(server, snapshotThreshold),
                snapshotBytes,
                maxPendingEntries,
                maxPendingBytes,
                server.heapBytes,
                Duration.ofSeconds(7),
                null,
                server.traits);
    }

    void start(Server server) {
        server.state = newState.get();
        server.engine =
                HazelcastRaftEngine.start(config(server), server.state, (reason, cause) -> server.fatal.add(reason));
    }

    void startAll() throws InterruptedException {
        ExecutorService starters = Executors.newFixedThreadPool(all.size());
        var started = all.stream().map(s -> starters.submit(() -> start(s))).toList();
        starters.shutdown();
        if (!starters.awaitTermination(120, TimeUnit.SECONDS)) {
            throw new AssertionError("servers did not start");
        }
        for (var s : started) {
            try {
                s.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError(e);
            }
        }
        awaitAcquaintance();
    }

    /** One that goes before all others know of each other takes them apart for some seconds, and with them the leader. */
    private void awaitAcquaintance() {
        await().atMost(PATIENCE).until(() -> all.stream()
                .allMatch(s ->
                        s.engine.members().stream().filter(ClusterMember::alive).count() == all.size()));
    }

    Server awaitLeader() {
        await().atMost(PATIENCE).until(() -> all.stream().anyMatch(s -> s.engine != null && s.engine.isLeader()));
        return all.stream()
                .filter(s -> s.engine != null && s.engine.isLeader())
                .findFirst()
                .orElseThrow();
    }

    Server awaitFollower() {
        var leader = awaitLeader();
        return all.stream()
                .filter(s -> s != leader && s.engine != null)
                .findFirst()
                .orElseThrow();
    }

    /** Another server, with nothing on its disk, that founds no cluster; not started yet. */
    Server join(Path dataDir) throws IOException {
        var server = new Server(dataDir, FreePorts.take());
        server.joins = true;
        all.add(server);
        return server;
    }

    void stop(Server server) {
        server.engine.close();
        server.engine = null;
    }

    /** As if the process had been killed. */
    void kill(Server server) {
        server.engine.kill();
        server.engine = null;
    }

    @Override
    public void close() {
        all.parallelStream().filter(s -> s.engine != null).forEach(this::stop);
    }
}
