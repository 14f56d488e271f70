package io.curia.bench.raft;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.HazelcastRaftEngine;
import io.curia.raft.RaftConfig;
import io.curia.raft.RaftEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
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
        var leader = awaitLeader(engines);
        run(leader, writers, 3, valueBytes);
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
        var ports = freePorts(count);
        var ids = new ArrayList<UUID>();
        ports.forEach(p -> ids.add(UUID.randomUUID()));
        var engines = new RaftEngine[count];
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < count; i++) {
            var n = i;
            var others = ports.stream()
                    .filter(p -> !p.equals(ports.get(n)))
                    .map(p -> "127.0.0.1:" + p)
                    .toList();
            var config = new RaftConfig(
                    ids.get(n),
                    "n" + n,
                    "bench",
                    root.resolve("s" + n),
                    "127.0.0.1",
                    "127.0.0.1",
                    ports.get(n),
                    count,
                    others,
                    1,
                    16384,
                    8192,
                    64L << 20,
                    Duration.ofSeconds(7),
                    null);
            var thread = new Thread(() -> {
                Fsm fsm = StandardFsm.create(ForkJoinPool.commonPool());
                engines[n] = HazelcastRaftEngine.start(config, fsm, (reason, cause) -> {
                    System.err.println(reason);
                    Runtime.getRuntime().halt(1);
                });
            });
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
        return List.of(engines);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (var i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private static RaftEngine awaitLeader(List<RaftEngine> engines) throws InterruptedException {
        while (true) {
            for (var engine : engines) {
                if (engine.isLeader()) {
                    return engine;
                }
            }
            Thread.sleep(50);
        }
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
