package io.curia.kept;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.state.KvEntries;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A small data directory of one server, as the present commit writes it, and what is in it: keys that were set, set again and
 * deleted, in a snapshot and in entries behind it. {@link #main} makes one; CONTRIBUTING.md says when.
 */
public final class KeptDirectory {
    private static final int KEYS = 200;
    private static final int THRESHOLD = 150;
    /** With its modify index before a blank, for each key. */
    private static final String EXPECTED = "expected";

    private KeptDirectory() {}

    /** Argument: the archive to write, {@code persistence/src/test/resources/kept/NAME.zip}. */
    public static void main(String[] arguments) throws IOException {
        var dir = Files.createTempDirectory("kept");
        var fsm = StandardFsm.create(ForkJoinPool.commonPool());
        try (var raft = start(dir, UUID.randomUUID(), fsm)) {
            for (int i = 0; i < KEYS; i++) {
                set(raft, "key/" + i % (KEYS / 2), value(i % (KEYS / 2)));
                if (i % 10 == 0) {
                    var gone = KvEntry.ofKey(ByteString.of("key/" + i / 10), 0);
                    raft.apply(KvsCommand.of(KvsOp.DELETE, gone).encode())
                            .toCompletableFuture()
                            .join();
                }
            }
            Files.writeString(dir.resolve(EXPECTED), String.join("\n", content(fsm)) + "\n");
        }
        zip(dir, Path.of(arguments[0]));
        delete(dir);
    }

    private static String value(int number) {
        return "value of " + number;
    }

    static void set(RaftEngine raft, String key, String value) {
        raft.apply(KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of(value), 0))
                        .encode())
                .toCompletableFuture()
                .join();
    }

    /** A server on its own, which has caught up with its log. */
    static RaftEngine start(Path dir, UUID nodeId, Fsm fsm) {
        var config = new RaftConfig(
                nodeId,
                "kept",
                "dc1",
                dir,
                "127.0.0.1",
                "127.0.0.1",
                FreePorts.take(),
                1,
                List.of(),
                1,
                THRESHOLD,
                RaftConfig.DEFAULT_SNAPSHOT_BYTES,
                8192,
                64L << 20,
                1L << 30,
                Duration.ofSeconds(60),
                null);
        var raft = RaftEngines.start(config, fsm, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        });
        raft.awaitReadable(Consistency.CONSISTENT).toCompletableFuture().join();
        return raft;
    }

    /** Each key with its value and indexes. */
    static List<String> content(Fsm fsm) {
        var lines = new ArrayList<String>();
        KvEntries.list(fsm.store().read(), ByteString.of("key/"), new WatchSet())
                .value()
                .forEach(entry -> lines.add(
                        entry.createIndex() + " " + entry.modifyIndex() + " " + entry.key() + " " + entry.value()));
        return lines;
    }

    /** What was in the state when the directory was kept. */
    static List<String> expected(Path dir) throws IOException {
        return Files.readAllLines(dir.resolve(EXPECTED));
    }

    /** What is kept in a directory of the tree. */
    static List<Path> archives(Path kept) throws IOException {
        try (var files = Files.list(kept)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    static void zip(Path dir, Path archive) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(archive));
                var files = Files.walk(dir)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(dir.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    static void unzip(Path archive, Path dir) throws IOException {
        try (var in = new ZipInputStream(Files.newInputStream(archive))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var file = dir.resolve(entry.getName()).normalize();
                if (!file.startsWith(dir)) {
                    throw new IOException("not in the directory: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    static void delete(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
