package io.curia.kept;

import io.curia.fsm.Fsm;
import io.curia.fsm.standard.StandardFsm;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * The small data directories of three servers of one cluster, {@code 1} to {@code 3}, as the present commit writes them, and
 * what is in them. {@link #main} makes an archive of them; CONTRIBUTING.md says when.
 */
public final class KeptCluster implements AutoCloseable {
    static final int SERVERS = 3;
    private static final int KEYS = 120;
    private static final int THRESHOLD = 150;
    private static final String EXPECTED = "expected";

    private final List<Fsm> states = new ArrayList<>();
    private final List<RaftEngine> engines = new ArrayList<>();

    /** Argument: the archive to write, {@code persistence/src/test/resources/kept/three/NAME.zip}. */
    public static void main(String[] arguments) throws Exception {
        var dir = Files.createTempDirectory("kept");
        try (var cluster = new KeptCluster(dir)) {
            cluster.awaitReadable();
            for (int i = 0; i < 2 * KEYS; i++) {
                KeptDirectory.set(cluster.engines.get(i % SERVERS), "key/" + i % KEYS, "value of " + i % KEYS);
            }
            cluster.awaitReadable();
            Files.writeString(
                    dir.resolve(EXPECTED), String.join("\n", KeptDirectory.content(cluster.states.get(0))) + "\n");
        }
        KeptDirectory.zip(dir, Path.of(arguments[0]));
        KeptDirectory.delete(dir);
    }

    /** Starts all three on what is there, under addresses that they never had. */
    KeptCluster(Path dir) throws IOException {
        var ports = FreePorts.take(SERVERS);
        var join = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        var started = Stream.of(0, 1, 2)
                .parallel()
                .map(i -> {
                    try {
                        return start(dir.resolve(Integer.toString(i + 1)), ports.get(i), join);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
        started.forEach(one -> {
            states.add(one.fsm());
            engines.add(one.engine());
        });
    }

    private record Started(Fsm fsm, RaftEngine engine) {}

    private static Started start(Path dir, int port, List<String> join) throws IOException {
        var fsm = StandardFsm.create(ForkJoinPool.commonPool());
        var config = new RaftConfig(
                RaftEngines.nodeIdOf(dir).orElseGet(UUID::randomUUID),
                "kept-" + dir.getFileName(),
                "dc1",
                dir,
                "127.0.0.1",
                "127.0.0.1",
                port,
                SERVERS,
                join,
                1,
                THRESHOLD,
                RaftConfig.DEFAULT_SNAPSHOT_BYTES,
                8192,
                64L << 20,
                1L << 30,
                Duration.ofSeconds(60),
                null);
        return new Started(fsm, RaftEngines.start(config, fsm, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        }));
    }

    /** Waits until each has caught up with the leader. */
    void awaitReadable() {
        engines.forEach(engine -> engine.awaitReadable(Consistency.CONSISTENT)
                .toCompletableFuture()
                .join());
    }

    List<RaftEngine> engines() {
        return List.copyOf(engines);
    }

    List<Fsm> states() {
        return List.copyOf(states);
    }

    @Override
    public void close() {
        engines.parallelStream().forEach(RaftEngine::close);
    }
}
