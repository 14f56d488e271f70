package io.curia.bench.raft;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.state.KvEntries;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What many keys cost one server: {@code MillionKeys [COUNT] [VALUE_BYTES]} writes them through the log, then tells the
 * heap per key and how long the server takes to come back with all of them.
 */
public final class MillionKeys {
    private static final int IN_FLIGHT = 512;

    private MillionKeys() {}

    public static void main(String[] args) throws Exception {
        var count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        var valueBytes = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        var dir = Files.createTempDirectory("curia-million-keys");
        var id = UUID.randomUUID();
        var port = EmbeddedServers.freePorts(1).get(0);

        var server = EmbeddedServers.start(id, port, dir, 1, List.of());
        EmbeddedServers.awaitLeader(List.of(server.engine()));
        var before = usedHeap();
        var started = System.nanoTime();
        write(server, count, valueBytes);
        System.out.printf(
                "%d entries of %d B written in %.1f s, %.0f B of heap each%n",
                count, valueBytes, seconds(started), (usedHeap() - before) / (double) count);
        server.engine().close();

        started = System.nanoTime();
        server = EmbeddedServers.start(id, port, dir, 1, List.of());
        EmbeddedServers.awaitLeader(List.of(server.engine()));
        var last = KvEntries.get(server.fsm().store().read(), key(count - 1), null);
        if (last.value() == null) {
            throw new IllegalStateException("the last key is missing after the restart");
        }
        System.out.printf("restarted and leading with all of them after %.1f s%n", seconds(started));
        server.engine().close();
        System.exit(0);
    }

    private static void write(EmbeddedServers.Running server, int count, int valueBytes) {
        var flying = new ArrayDeque<CompletableFuture<?>>();
        for (var i = 0; i < count; i++) {
            if (flying.size() == IN_FLIGHT) {
                flying.remove().join();
            }
            var value = ByteString.copyOf(new byte[valueBytes]);
            var entry = new KvEntry(key(i), value, 0, 0, "", 0, 0);
            flying.add(server.engine()
                    .apply(KvsCommand.of(KvsOp.SET, entry).encode())
                    .toCompletableFuture());
        }
        flying.forEach(CompletableFuture::join);
    }

    private static ByteString key(int i) {
        return ByteString.of(String.format("bench/keys/%09d", i));
    }

    private static long usedHeap() {
        for (var i = 0; i < 4; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
