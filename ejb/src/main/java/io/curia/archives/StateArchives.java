package io.curia.archives;

import io.curia.cluster.Caller;
import io.curia.cluster.NodeOwnership;
import io.curia.fsm.ArchivedState;
import io.curia.fsm.Fsm;
import io.curia.fsm.StateSnapshot;
import io.curia.memdb.ReadTxn;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.ReadGrant;
import io.curia.raft.api.ReplicatedLog;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.Indexes;
import io.curia.state.StateDiff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Takes the whole state out as an archive and puts one in its place, for callers whose right to it was made sure of
 * elsewhere (snapshot-format §5). Safe for use by any thread; all but {@link #startSave} blocks.
 */
@ApplicationScoped
public class StateArchives {
    private static final int MOST_UPLOADS = 8;

    private final ReplicatedLog log;
    private final Cluster cluster;
    private final Fsm fsm;
    private final ScratchDirectory scratch;
    /** Each builds a whole state, so there is one at a time. */
    private final Semaphore reading = new Semaphore(1);
    /** Each takes room on the disk, but slow clients must not be in the way of one another. */
    private final Semaphore receiving = new Semaphore(MOST_UPLOADS);

    /** Made by the container, or by hand from its parts. */
    @Inject
    public StateArchives(ReplicatedLog log, Cluster cluster, Fsm fsm, ScratchDirectory scratch) {
        this.log = log;
        this.cluster = cluster;
        this.fsm = fsm;
        this.scratch = scratch;
    }

    /**
     * Takes the state that a read of this consistency sees; does not block.
     *
     * @return fails with a {@link SnapshotException} if there is none, or as the log does
     */
    public CompletionStage<SavedState> startSave(Consistency consistency, Caller caller) {
        return log.awaitReadable(consistency).thenApply(grant -> saved(grant, caller));
    }

    /** Takes the state that a read of this consistency sees. */
    public SavedState save(Consistency consistency, Caller caller) throws SnapshotException {
        try {
            return startSave(consistency, caller).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw SnapshotException.of(e);
        }
    }

    private SavedState saved(ReadGrant grant, Caller caller) {
        StateSnapshot snapshot = fsm.snapshot();
        if (snapshot.index() == 0) {
            throw new CompletionException(
                    new SnapshotException.Refused("there is no state yet that could be saved", null));
        }
        ArchiveMeta meta = meta(snapshot);
        SavedState.Body body = out -> ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        return new SavedState(
                Indexes.maxOfTables(snapshot.txn()), grant, SnapshotLog.saved(caller, snapshot.index(), body));
    }

    private ArchiveMeta meta(StateSnapshot snapshot) {
        long term = cluster.term();
        var servers = cluster.servers();
        String id = term + "-" + snapshot.index() + "-" + Clock.systemUTC().millis();
        return new ArchiveMeta(
                ArchiveMeta.VERSION,
                id,
                snapshot.index(),
                term,
                LegacyPeers.of(servers.stream().map(server -> server.address()).toList()),
                servers.stream()
                        .map(server -> new ArchiveMeta.Server(server.voter() ? 0 : 1, server.id(), server.address()))
                        .toList(),
                1,
                0);
    }

    /**
     * Puts an archive in the place of the state. It is kept in a file and read to its end before anything else.
     *
     * @param body the archive; read once, not closed
     * @param declared the length that its sender claims
     * @return what the archive says of itself
     */
    public ArchiveMeta restore(InputStream body, OptionalLong declared, Caller caller) throws SnapshotException {
        return received(body, declared, archive -> restore(archive, caller));
    }

    /**
     * Puts an archive that lies in a file in the place of the state.
     *
     * @return what the archive says of itself
     */
    public ArchiveMeta restore(Path file, Caller caller) throws SnapshotException {
        return lying(file, archive -> restore(archive, caller));
    }

    /**
     * Fails if {@link #restore(Path, Caller)} would, but for failures on the way through the log; changes nothing.
     *
     * @return what the archive says of itself
     */
    public ArchiveMeta check(Path file) throws SnapshotException {
        return lying(file, archive -> archive.verify(fsm, roomFor(archive)).meta());
    }

    /**
     * Compares an archive with the state that a read of this consistency sees; changes nothing.
     *
     * @param body the archive; read once, not closed
     * @param declared the length that its sender claims
     */
    public RestorePreview preview(InputStream body, OptionalLong declared, Consistency consistency)
            throws SnapshotException {
        return received(body, declared, archive -> preview(archive, consistency));
    }

    /** Something that is done with an archive. */
    private interface Work<T> {
        T with(UploadedArchive archive) throws IOException;
    }

    private <T> T received(InputStream body, OptionalLong declared, Work<T> work) throws SnapshotException {
        return holding(receiving, () -> {
            try (var archive = UploadedArchive.receive(scratch, body, declared)) {
                return holding(reading, () -> work.with(archive));
            }
        });
    }

    private <T> T lying(Path file, Work<T> work) throws SnapshotException {
        return holding(reading, () -> work.with(UploadedArchive.lyingAt(file)));
    }

    private interface Held<T> {
        T run() throws IOException;
    }

    private static <T> T holding(Semaphore places, Held<T> work) throws SnapshotException {
        if (!places.tryAcquire()) {
            throw new SnapshotException.Busy();
        }
        try {
            return work.run();
        } catch (IOException | RuntimeException e) {
            throw SnapshotException.of(e);
        } finally {
            places.release();
        }
    }

    private ArchiveMeta restore(UploadedArchive archive, Caller caller) throws IOException {
        long before = fsm.lastAppliedIndex();
        try {
            var archived = archive.verify(fsm, roomFor(archive));
            new RestoreProposal(log, fsm).propose(archive);
            awaitOwnSwitch();
            long index = archived.meta().index();
            SnapshotLog.restored(caller, archive.length(), index, before, fsm.lastAppliedIndex());
            return archived.meta();
        } catch (IOException | RuntimeException e) {
            SnapshotLog.failed(caller, archive.length(), e);
            throw e;
        }
    }

    /** The leader has switched; this server, where it is another, follows in a moment, unless the leader is lost. */
    private void awaitOwnSwitch() {
        log.awaitReadable(Consistency.DEFAULT)
                .handle((grant, failure) -> grant)
                .toCompletableFuture()
                .join();
    }

    private HeapRoom roomFor(UploadedArchive archive) throws IOException {
        return HeapRoom.in(cluster.smallestHeapBytes(), archive.length());
    }

    private RestorePreview preview(UploadedArchive archive, Consistency consistency) throws IOException {
        ArchivedState archived =
                archive.verify(fsm, HeapRoom.in(Runtime.getRuntime().maxMemory(), 0));
        ReadGrant grant = log.awaitReadable(consistency).toCompletableFuture().join();
        ReadTxn present = fsm.store().read();
        ReadTxn restored = archived.store().read();
        var members = cluster.members();
        return new RestorePreview(
                archived.meta(),
                StateDiff.between(present, restored),
                NodeOwnership.takeovers(restored, members),
                NodeOwnership.gone(restored, members),
                Indexes.maxOfTables(present),
                grant);
    }
}
