package io.curia.bench.raft;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.RaftEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * How many bytes of the disk the log of one server takes: while large values are written over one another, afterwards,
 * when nothing happens, and after a restart; then the same with small values. Prints a line for each.
 */
public final class LogBytes {
    private static final int KEYS = 10;
    private static final int IDLE_SECONDS = 10;
    private static final long MB = 1 << 20;

    private final Random random = new Random(1);
    private final UUID id = UUID.randomUUID();
    private final Path dataDir;
    private EmbeddedServers.Running server;
    private long most;

    private LogBytes(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** The argument is an empty directory, which is left as it is in the end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var dir = Path.of(arguments[0]);
        new LogBytes(dir.resolve("large")).measure(512 * 1024, 700, 2_000, 8);
        new LogBytes(dir.resolve("small")).measure(100, 100_000, 100_000, 64);
        System.exit(0);
    }

    private void measure(int bytes, int first, int more, int underWay) throws IOException, InterruptedException {
        start();
        write(bytes, first, underWay);
        tell(first + " of " + bytes + " B");
        write(bytes, more, underWay);
        tell(more + " more");
        Thread.sleep(IDLE_SECONDS * 1000L);
        tell("idle for " + IDLE_SECONDS + " s");
        server.engine().close();
        start();
        tell("restarted");
        write(bytes, 10, 1);
        tell("10 more");
        server.engine().close();
    }

    private void start() throws IOException, InterruptedException {
        server = EmbeddedServers.start(id, EmbeddedServers.freePorts(1).get(0), dataDir, 1, List.of());
        EmbeddedServers.awaitLeader(List.<RaftEngine>of(server.engine()));
    }

    private void write(int bytes, int count, int underWay) {
        most = 0;
        long start = System.nanoTime();
        var open = new ArrayDeque<CompletableFuture<?>>();
        int every = Math.max(1, count / 200);
        for (int i = 0; i < count; i++) {
            var value = new byte[bytes];
            random.nextBytes(value);
            var entry = KvEntry.of(ByteString.of("key/" + i % KEYS), ByteString.wrap(value), 0);
            open.add(server.engine()
                    .apply(KvsCommand.of(KvsOp.SET, entry).encode())
                    .toCompletableFuture());
            if (open.size() == underWay) {
                open.remove().join();
            }
            if (i % every == 0) {
                most = Math.max(most, logBytes());
            }
        }
        open.forEach(CompletableFuture::join);
        System.out.printf("  %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private void tell(String when) {
        long now = logBytes();
        System.out.printf("%-24s log %5d MB, at most %5d MB%n", when, now / MB, Math.max(now, most) / MB);
        most = 0;
    }

    private long logBytes() {
        try (var files = Files.walk(dataDir)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log"))
                    .mapToLong(LogBytes::size)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // a file was removed meanwhile
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
