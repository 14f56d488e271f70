package io.curia.bench.raft;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.RaftEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes per second through the log into the state machine, without HTTP: {@code RaftLoad SERVERS WRITERS SECONDS
 * VALUE_BYTES}. All servers run in this JVM, each with its own files; every write is forced to disk.
 */
public final class RaftLoad {
    private RaftLoad() {}

    public static void main(String[] args) throws Exception {
        var servers = Integer.parseInt(args[0]);
        var writers = Integer.parseInt(args[1]);
        var seconds = Integer.parseInt(args[2]);
        var valueBytes = Integer.parseInt(args[3]);
        var root = Files.createTempDirectory("curia-raft-load");
        var engines = start(servers, root);
        var leader = EmbeddedServers.awaitLeader(engines);
        run(leader, writers, seconds, valueBytes);
        var latencies = run(leader, writers, seconds, valueBytes);
        System.out.printf(
                "servers %d, writers %d, value %d B: %.0f writes/s, p50 %.2f ms, p99 %.2f ms%n",
                servers,
                writers,
                valueBytes,
                latencies.length / (double) seconds,
                percentile(latencies, 0.5),
                percentile(latencies, 0.99));
        for (var engine : engines) {
            engine.close();
        }
        System.exit(0);
    }

    private static List<RaftEngine> start(int count, Path root) throws Exception {
        var ports = EmbeddedServers.freePorts(count);
        var engines = new RaftEngine[count];
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < count; i++) {
            var n = i;
            var others = ports.stream().filter(p -> !p.equals(ports.get(n))).toList();
            var thread = new Thread(() -> engines[n] = EmbeddedServers.start(
                            UUID.randomUUID(), ports.get(n), root.resolve("s" + n), count, others)
                    .engine());
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
        return List.of(engines);
    }

    private static long[] run(RaftEngine leader, int writers, int seconds, int valueBytes) throws InterruptedException {
        var end = System.nanoTime() + seconds * 1_000_000_000L;
        var all = new ArrayList<long[]>();
        var threads = new ArrayList<Thread>();
        var sequence = new AtomicLong();
        for (var w = 0; w < writers; w++) {
            var thread = new Thread(() -> {
                var latencies = new long[1024];
                var n = 0;
                var value = ByteString.copyOf(new byte[valueBytes]);
                while (System.nanoTime() < end) {
                    var key = ByteString.of("load/" + sequence.incrementAndGet() % 100_000);
                    var entry = new KvEntry(key, value, 0, 0, "", 0, 0);
                    var started = System.nanoTime();
                    leader.apply(KvsCommand.of(KvsOp.SET, entry).encode())
                            .toCompletableFuture()
                            .join();
                    if (n == latencies.length) {
                        latencies = Arrays.copyOf(latencies, n * 2);
                    }
                    latencies[n++] = System.nanoTime() - started;
                }
                synchronized (all) {
                    all.add(Arrays.copyOf(latencies, n));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
        return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static double percentile(long[] sorted, double p) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * p)] / 1e6;
    }
}
