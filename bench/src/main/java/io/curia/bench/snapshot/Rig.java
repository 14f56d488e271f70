package io.curia.bench.snapshot;

import io.curia.bench.raft.EmbeddedServers;
import io.curia.fsm.Command;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.fsm.txn.TxnCommand;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.model.RestoreChunk;
import io.curia.model.TxnOp;
import io.curia.raft.api.RaftEngine;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.KvEntries;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/** One embedded server with its files, and what can be done to it with snapshots. For one thread. */
final class Rig implements AutoCloseable {
    private static final int RESTORE_CHUNK = 256 * 1024;
    private static final int MOST_IN_FLIGHT = 256;
    private static final long BYTES_IN_FLIGHT = 8L << 20;
    private static final int POLL_MS = 2;

    private final UUID id = UUID.randomUUID();
    private final int port;
    private final Path dataDir;
    private final int servers;
    private final List<Integer> otherPorts;

    private MeasuredState state;
    private RaftEngine engine;

    /** A server that is not started yet. */
    Rig(Path dataDir, int port, int servers, List<Integer> otherPorts) {
        this.dataDir = dataDir;
        this.port = port;
        this.servers = servers;
        this.otherPorts = otherPorts;
    }

    /** The only server of a cluster, started and leading. */
    static Rig alone(Path dataDir) throws IOException, InterruptedException {
        var rig = new Rig(dataDir, EmbeddedServers.freePorts(1).get(0), 1, List.of());
        rig.start();
        EmbeddedServers.awaitLeader(List.of(rig.engine));
        return rig;
    }

    void start() {
        state = new MeasuredState(StandardFsm.create(ForkJoinPool.commonPool()));
        engine = EmbeddedServers.start(id, port, dataDir, servers, otherPorts, state);
    }

    RaftEngine engine() {
        return engine;
    }

    MeasuredState state() {
        return state;
    }

    /** Sets all rows through the log of this server, which must lead. */
    void fill(Rows rows) {
        var flying = new ArrayDeque<CompletableFuture<?>>();
        int inFlight =
                (int) Math.min(MOST_IN_FLIGHT, BYTES_IN_FLIGHT / ((long) rows.perTxn() * (rows.valueBytes() + 100)));
        for (int first = 0; first < rows.count(); first += rows.perTxn()) {
            if (flying.size() >= inFlight) {
                flying.remove().join();
            }
            var ops = new ArrayList<TxnOp>();
            for (int row = first; row < Math.min(rows.count(), first + rows.perTxn()); row++) {
                ops.add(new TxnOp.OfKey("set", KvEntry.of(rows.key(row), rows.value(row), 0)));
            }
            flying.add(propose(TxnCommand.of(ops)));
        }
        flying.forEach(CompletableFuture::join);
    }

    private CompletableFuture<?> propose(Command command) {
        return engine.apply(command.encode()).toCompletableFuture();
    }

    /**
     * Stops the server and starts it again.
     *
     * @return how long it took until it led again with all rows
     */
    long restart(Rows rows) throws InterruptedException {
        engine.close();
        engine = null;
        state = null;
        long started = System.nanoTime();
        start();
        EmbeddedServers.awaitLeader(List.of(engine));
        long took = System.nanoTime() - started;
        requireAll(rows);
        return took;
    }

    /** @throws IllegalStateException if the last row is not there as it was set */
    void requireAll(Rows rows) {
        int last = rows.count() - 1;
        var entry =
                KvEntries.get(state.fsm().store().read(), rows.key(last), null).value();
        if (entry == null || !entry.value().equals(rows.value(last))) {
            throw new IllegalStateException("the last row is missing or wrong");
        }
    }

    /** Lets writers write until this many internal snapshots were begun and are on disk. */
    void awaitInternalSnapshots(int count, long patienceNanos) throws InterruptedException {
        long until = System.nanoTime() + patienceNanos;
        while (state.seen().written().size() < count) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("only " + state.seen().written().size() + " of " + count
                        + " internal snapshots were written in " + patienceNanos / 1_000_000_000 + " s");
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Bytes of the newest internal snapshot. */
    long internalSnapshotBytes() throws IOException {
        try (var files = Files.walk(dataDir)) {
            return files.filter(file -> file.getFileName().toString().matches("snapshot-\\d+\\.mv"))
                    .filter(file -> file.toFile().length() > 0)
                    .max(java.util.Comparator.comparingLong(
                            file -> file.toFile().lastModified()))
                    .map(file -> file.toFile().length())
                    .orElse(0L);
        }
    }

    /** Writes an archive of the present state. */
    void save(Path archive) throws IOException {
        var snapshot = state.fsm().snapshot();
        long term = engine.term();
        var meta = new ArchiveMeta(
                ArchiveMeta.VERSION, term + "-" + snapshot.index() + "-0", snapshot.index(), term, "", List.of(), 1, 0);
        try (var out = Files.newOutputStream(archive)) {
            ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        }
    }

    /** Reads an archive to its end into a state that is thrown away. */
    void verify(Path archive) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            state.fsm().readArchive(in);
        }
    }

    /** Restores an archive through the log as a server does: part by part, then the switch. It is not verified first. */
    void restore(Path archive) throws IOException {
        String restore = UUID.randomUUID().toString();
        long length = Files.size(archive);
        long offset = 0;
        long sequence = 0;
        try (InputStream in = Files.newInputStream(archive)) {
            while (offset < length) {
                byte[] part = in.readNBytes(RESTORE_CHUNK);
                boolean last = offset + part.length >= length;
                var chunk = new RestoreChunk(restore, sequence++, offset, last, ByteString.wrap(part));
                propose(RestoreCommand.chunk(chunk)).join();
                offset += part.length;
            }
            state.fsm().whenArchiveRead(restore).toCompletableFuture().join();
            propose(RestoreCommand.switchTo(restore, sequence)).join();
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
