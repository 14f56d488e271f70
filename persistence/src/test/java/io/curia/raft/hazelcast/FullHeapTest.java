package io.curia.raft.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import io.curia.state.KvEntries;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server in a process of its own, with little heap, that is given more than it can hold. */
@Timeout(300)
class FullHeapTest {
    private static final int SMALL_KEYS = 30_000;
    private static final int LARGE_VALUE = 8_000;

    @TempDir
    Path dir;

    /** The server: does what its arguments say, one after the other, and tells how it went. */
    public static final class Child {
        private static final int UNDER_WAY = 64;
        private static final int AFTER_REFUSAL = 2_000;
        private static final String FULL = "full";

        private final Fsm fsm = StandardFsm.create(ForkJoinPool.commonPool());
        private final RaftEngine raft;

        private Child(Path dataDir, int port) {
            long heap = Runtime.getRuntime().maxMemory();
            var config = new RaftConfig(
                    new UUID(0, 1),
                    "n1",
                    "dc1",
                    dataDir,
                    "127.0.0.1",
                    "127.0.0.1",
                    port,
                    1,
                    List.of(),
                    1,
                    8192,
                    RaftConfig.snapshotBytes(heap),
                    8192,
                    RaftConfig.pendingBytes(64 << 20, heap),
                    heap,
                    Duration.ofSeconds(30),
                    null);
            raft = HazelcastRaftEngine.start(config, fsm, (reason, cause) -> {
                System.out.println("fatal " + reason);
                System.out.flush();
                Runtime.getRuntime().halt(2);
            });
        }

        public static void main(String[] arguments) throws IOException {
            var server = new Child(Path.of(arguments[0]), FreePorts.take());
            server.raft
                    .awaitReadable(Consistency.CONSISTENT)
                    .toCompletableFuture()
                    .join();
            System.out.println("started " + server.count());
            for (var step : List.of(arguments).subList(1, arguments.length)) {
                System.out.println(step + " " + server.does(step));
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        private String does(String step) {
            return switch (step) {
                case "small" -> write("small/", 50, SMALL_KEYS);
                case "large" -> write("large/", LARGE_VALUE, Integer.MAX_VALUE);
                case "again" -> {
                    // a snapshot that is being written still holds what was deleted
                    await().atMost(Servers.PATIENCE)
                            .until(() -> write("large/", LARGE_VALUE, 1_000).equals("done"));
                    yield "done";
                }
                case "delete" -> {
                    join(raft.apply(KvsCommand.of(KvsOp.DELETE_TREE, KvEntry.ofKey(ByteString.of("large/"), 0))
                            .encode()));
                    yield count();
                }
                case "stop" -> {
                    raft.close();
                    yield "";
                }
                default -> throw new IllegalArgumentException(step);
            };
        }

        /** Goes on for a while after the first refusal. */
        private String write(String prefix, int bytes, int count) {
            var value = ByteString.of("x".repeat(bytes));
            var open = new ArrayDeque<CompletionStage<?>>();
            int refusals = 0;
            for (int i = 0; i < count && refusals < AFTER_REFUSAL; i++) {
                var entry = KvEntry.of(ByteString.of(prefix + i), value, 0);
                open.add(raft.apply(KvsCommand.of(KvsOp.SET, entry).encode()));
                if (open.size() == UNDER_WAY) {
                    refusals += join(open.remove());
                }
            }
            for (var each : open) {
                refusals += join(each);
            }
            return refusals == 0 ? "done" : FULL;
        }

        /** 1 if it was refused because of the heap. */
        private static int join(CompletionStage<?> write) {
            try {
                write.toCompletableFuture().join();
                return 0;
            } catch (CompletionException e) {
                if (e.getCause() instanceof RaftException failure && failure.kind() == RaftException.Kind.FULL) {
                    return 1;
                } else if (e.getCause() instanceof RaftException failure
                        && failure.kind() == RaftException.Kind.OVERLOADED) {
                    return 0;
                }
                throw e;
            }
        }

        private String count() {
            int count = 0;
            for (var ignored :
                    KvEntries.list(fsm.store().read(), ByteString.EMPTY, null).value()) {
                count++;
            }
            return String.valueOf(count);
        }
    }

    private List<String> run(String heap, String collector, String... steps) throws Exception {
        var command = new ArrayDeque<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+" + collector,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                dir.resolve("data").toString()));
        command.addAll(List.of(steps));
        var process = new ProcessBuilder(List.copyOf(command))
                .redirectError(dir.resolve("errors").toFile())
                .start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return out.lines().map(String::strip).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int started(List<String> told) {
        assertThat(told).isNotEmpty();
        assertThat(told.get(0)).startsWith("started ");
        return Integer.parseInt(told.get(0).substring("started ".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseG1GC"})
    void whatDoesNotFitIsRefusedAndItStartsAgainWithThatHeap(String collector) throws Exception {
        assertThat(run("96m", collector, "small", "large")).containsExactly("started 0", "small done", "large full");

        var killed = run("96m", collector, "large", "delete", "again", "stop");
        int all = started(killed);
        assertThat(all).isGreaterThan(SMALL_KEYS + 1_000);
        assertThat(killed)
                .containsExactly("started " + all, "large full", "delete " + SMALL_KEYS, "again done", "stop");

        assertThat(run("96m", collector, "delete", "large"))
                .containsExactly("started " + (SMALL_KEYS + 1_000), "delete " + SMALL_KEYS, "large full");
    }

    @Test
    void aSmallerHeapThanTheStateNeedsIsNamed() throws Exception {
        assertThat(run("320m", "UseSerialGC", "large", "stop")).startsWith("started 0", "large full");
        var told = run("64m", "UseSerialGC");
        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .matches("fatal it cannot start: the state does not fit into the heap of \\d+ MB; it needs"
                        + " one of \\d+ MB or more \\(-Xmx\\)");
    }
}
