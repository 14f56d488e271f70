package io.curia.service.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.NodeOwnership;
import io.curia.cluster.Part;
import io.curia.fsm.ArchivedState;
import io.curia.fsm.Fsm;
import io.curia.fsm.StateSnapshot;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Caller;
import io.curia.http.Datacenters;
import io.curia.http.Failures;
import io.curia.http.QueryMeta;
import io.curia.http.ReadOptions;
import io.curia.memdb.ReadTxn;
import io.curia.raft.Consistency;
import io.curia.raft.RaftEngine;
import io.curia.raft.ReadGrant;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.Indexes;
import io.curia.state.StateDiff;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Takes the whole state out as an archive and puts one in its place: {@code /v1/snapshot} (snapshot-format §5). Safe for
 * use by any thread; {@link #restore} blocks.
 */
@Part
public class SnapshotService {
    private static final int MOST_UPLOADS = 8;

    private final RaftEngine raft;
    private final Fsm fsm;
    private final Datacenters datacenters;
    private final ScratchDirectory scratch;
    /** Each builds a whole state, so there is one at a time. */
    private final Semaphore reading = new Semaphore(1);
    /** Each takes room on the disk, but slow clients must not be in the way of one another. */
    private final Semaphore receiving = new Semaphore(MOST_UPLOADS);

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SnapshotService(RaftEngine raft, Fsm fsm, Datacenters datacenters, ScratchDirectory scratch) {
        this.raft = raft;
        this.fsm = fsm;
        this.datacenters = datacenters;
        this.scratch = scratch;
    }

    /** Writes an archive; the bytes of one moment, whenever it is called. */
    @FunctionalInterface
    public interface ArchiveBody {
        /** Writes everything and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * What answers a request for an archive.
     *
     * @param head status and headers, and the body if the request is refused
     * @param archive the body otherwise, else null
     */
    public record SavedSnapshot(Answer head, ArchiveBody archive) {}

    /** Takes an archive: of the leader's state by default, of this server's with {@code stale}. */
    public CompletionStage<SavedSnapshot> save(ApiRequest request) {
        CompletionStage<SavedSnapshot> saved;
        try {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            datacenters.requireLocal(options);
            var consistency = options.consistency() == Consistency.STALE ? Consistency.STALE : Consistency.CONSISTENT;
            saved = raft.awaitReadable(consistency).thenApply(grant -> saved(grant, request.caller()));
        } catch (RuntimeException e) {
            saved = CompletableFuture.failedFuture(e);
        }
        return saved.exceptionally(failure -> new SavedSnapshot(Failures.answer(failure), null));
    }

    /** Takes an archive for a caller whose right to it was made sure of elsewhere. */
    public CompletionStage<SavedSnapshot> save(Consistency consistency, Caller caller) {
        return raft.awaitReadable(consistency)
                .thenApply(grant -> saved(grant, caller))
                .exceptionally(failure -> new SavedSnapshot(Failures.answer(failure), null));
    }

    private SavedSnapshot saved(ReadGrant grant, Caller caller) {
        StateSnapshot snapshot = fsm.snapshot();
        if (snapshot.index() == 0) {
            return new SavedSnapshot(Answer.text(500, "there is no state yet that could be saved"), null);
        }
        ArchiveMeta meta = meta(snapshot);
        long index = Indexes.maxOfTables(snapshot.txn());
        Answer head = Answer.of(200, "application/x-gzip", QueryMeta.headers(index, grant), null);
        ArchiveBody body = out -> ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        return new SavedSnapshot(head, SnapshotLog.saved(caller, snapshot.index(), body));
    }

    private ArchiveMeta meta(StateSnapshot snapshot) {
        long term = raft.term();
        var servers = raft.servers();
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
     * Puts an archive in the place of the state, or with {@code preview} only tells what that would change. It is kept
     * in a file and read to its end before anything else.
     *
     * @param body the archive; read once, not closed
     */
    public Answer restore(ApiRequest request, InputStream body) {
        try {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            datacenters.requireLocal(options);
            boolean preview = request.params().has("preview");
            if (request.params().has("stale") && !preview) {
                return Answer.text(500, "stale not allowed for restore");
            }
            return holding(receiving, () -> {
                try (var archive = UploadedArchive.receive(scratch, body, declaredLength(request))) {
                    return holding(
                            reading, () -> preview ? preview(archive, options) : restore(archive, request.caller()));
                }
            });
        } catch (IOException | RuntimeException e) {
            return refusal(e);
        }
    }

    /** Restores an archive that lies in a file, for a caller whose right to do so was made sure of elsewhere; blocks. */
    public Answer restore(Path file, Caller caller) {
        try {
            return holding(reading, () -> restore(UploadedArchive.lyingAt(file), caller));
        } catch (IOException | RuntimeException e) {
            return refusal(e);
        }
    }

    /** Answers what {@link #restore(Path, Caller)} would, but for failures on the way through the log; changes nothing. */
    public Answer check(Path file) {
        try {
            return holding(reading, () -> {
                var archive = UploadedArchive.lyingAt(file);
                archive.verify(fsm, roomFor(archive));
                return Answer.empty(200);
            });
        } catch (IOException | RuntimeException e) {
            return refusal(e);
        }
    }

    /** Whether an answer says that a restore may or may not have happened. */
    public static boolean isOutcomeUnknown(Answer answer) {
        return answer.status() == 500
                && answer.body() != null
                && new String(answer.body(), UTF_8).endsWith(RestoreProposal.UNKNOWN);
    }

    /** Something that is done with an archive. */
    private interface Work {
        Answer run() throws IOException;
    }

    private static Answer holding(Semaphore places, Work work) throws IOException {
        if (!places.tryAcquire()) {
            return Answer.text(503, "Another snapshot is being restored or looked at, try again later");
        }
        try {
            return work.run();
        } finally {
            places.release();
        }
    }

    private static Answer refusal(Exception failure) {
        if (failure instanceof ArchiveException archive) {
            return Answer.text(500, archive.getMessage());
        } else if (failure instanceof IOException io) {
            return Answer.text(500, "failed to read snapshot: " + io.getMessage());
        }
        return Failures.answer(failure);
    }

    private static OptionalLong declaredLength(ApiRequest request) {
        String length = request.headers().first("Content-Length");
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private Answer restore(UploadedArchive archive, Caller caller) throws IOException {
        long before = fsm.lastAppliedIndex();
        try {
            var archived = archive.verify(fsm, roomFor(archive));
            new RestoreProposal(raft, fsm).propose(archive);
            awaitOwnSwitch();
            long index = archived.meta().index();
            SnapshotLog.restored(caller, archive.length(), index, before, fsm.lastAppliedIndex());
        } catch (IOException | RuntimeException e) {
            SnapshotLog.failed(caller, archive.length(), e);
            throw e;
        }
        return Answer.empty(200);
    }

    /** The leader has switched; this server, where it is another, follows in a moment, unless the leader is lost. */
    private void awaitOwnSwitch() {
        raft.awaitReadable(Consistency.DEFAULT)
                .handle((grant, failure) -> grant)
                .toCompletableFuture()
                .join();
    }

    private HeapRoom roomFor(UploadedArchive archive) throws IOException {
        return HeapRoom.in(raft.smallestHeapBytes(), archive.length());
    }

    /** Compares with the state that a read of the same consistency sees. */
    private Answer preview(UploadedArchive archive, ReadOptions options) throws IOException {
        ArchivedState archived =
                archive.verify(fsm, HeapRoom.in(Runtime.getRuntime().maxMemory(), 0));
        ReadGrant grant =
                raft.awaitReadable(options.consistency()).toCompletableFuture().join();
        ReadTxn present = fsm.store().read();
        ReadTxn restored = archived.store().read();
        var members = raft.members();
        byte[] json = SnapshotPreview.json(
                archived.meta(),
                StateDiff.between(present, restored),
                NodeOwnership.takeovers(restored, members),
                NodeOwnership.gone(restored, members),
                options.pretty());
        return Answer.json(json, QueryMeta.headers(Indexes.maxOfTables(present), grant));
    }
}
