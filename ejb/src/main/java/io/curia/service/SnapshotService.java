package io.curia.service;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Fsm;
import io.curia.fsm.StateSnapshot;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.model.ByteString;
import io.curia.raft.Consistency;
import io.curia.raft.RaftEngine;
import io.curia.raft.RaftException;
import io.curia.raft.ReadGrant;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Takes the whole state out as an archive and puts one in its place: {@code /v1/snapshot} (snapshot-format §5). Safe for
 * use by any thread; {@link #restore} blocks.
 */
@ApplicationScoped
public class SnapshotService {
    private static final int CHUNK = 256 * 1024;

    /** Indexes have to go on rising after a restore for as long as anybody will write. */
    private static final long GREATEST_INDEX = 1L << 62;

    private static final String RAFT_ERROR = "Raft error when restoring snapshot: ";

    private final RaftEngine raft;
    private final Fsm fsm;
    private final Datacenters datacenters;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SnapshotService(RaftEngine raft, Fsm fsm, Datacenters datacenters) {
        this.raft = raft;
        this.fsm = fsm;
        this.datacenters = datacenters;
    }

    /** For the container's proxy only. */
    protected SnapshotService() {
        this(null, null, null);
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
            saved = raft.awaitReadable(consistency).thenApply(this::saved);
        } catch (RuntimeException e) {
            saved = java.util.concurrent.CompletableFuture.failedFuture(e);
        }
        return saved.exceptionally(failure -> new SavedSnapshot(Failures.answer(failure), null));
    }

    private SavedSnapshot saved(ReadGrant grant) {
        StateSnapshot snapshot = fsm.snapshot();
        ArchiveMeta meta = meta(snapshot);
        long index = Indexes.maxOfTables(snapshot.txn());
        Answer head = Answer.of(200, "application/x-gzip", QueryMeta.headers(index, grant), null);
        return new SavedSnapshot(head, out -> ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC()));
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
     * Puts an archive in the place of the state. It is kept in a file and read to its end before anything is proposed.
     *
     * @param body the archive; read once, not closed
     */
    public Answer restore(ApiRequest request, InputStream body) {
        try {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            datacenters.requireLocal(options);
            if (request.params().has("stale")) {
                return Answer.text(500, "stale not allowed for restore");
            }
            Path file = Files.createTempFile("curia-restore-", ".snap");
            try {
                Files.copy(body, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                verify(file);
                propose(file);
                return Answer.empty(200);
            } finally {
                Files.delete(file);
            }
        } catch (ArchiveException e) {
            return Answer.text(500, e.getMessage());
        } catch (IOException e) {
            return Answer.text(500, "failed to read snapshot: " + e.getMessage());
        } catch (RuntimeException e) {
            return Failures.answer(e);
        }
    }

    /** @throws ArchiveException if the archive must not be restored */
    private void verify(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var archived = fsm.readArchive(in);
            var meta = archived.meta();
            if (meta == null || meta.version() == 0) {
                throw refused("failed to create snapshot: unsupported snapshot version 0");
            } else if (meta.version() != ArchiveMeta.VERSION) {
                throw refused("unsupported snapshot version " + meta.version());
            } else if (meta.size() != archived.stateBytes()) {
                throw refused("failed to write snapshot, size didn't match (" + archived.stateBytes() + " != "
                        + meta.size() + ")");
            } else if (Long.compareUnsigned(archived.greatestIndex(), GREATEST_INDEX) > 0) {
                throw refused("index " + Long.toUnsignedString(archived.greatestIndex()) + " is too large");
            }
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw refused("failed to restore snapshot: " + e.getMessage());
        }
    }

    private static ArchiveException refused(String why) {
        return new ArchiveException(RAFT_ERROR + why);
    }

    private void propose(Path file) throws IOException {
        String id = UUID.randomUUID().toString();
        boolean switched = false;
        try (InputStream in = Files.newInputStream(file)) {
            long sequence = 0;
            for (byte[] part = in.readNBytes(CHUNK); part.length > 0; part = in.readNBytes(CHUNK)) {
                apply(RestoreCommand.chunk(id, sequence, ByteString.wrap(part)));
                sequence++;
            }
            apply(RestoreCommand.switchTo(id, sequence));
            switched = true;
        } finally {
            if (!switched) {
                // nobody waits for it: the next restore drops what this one has left, too
                var unused = raft.apply(RestoreCommand.drop(id).encode());
            }
        }
    }

    private void apply(RestoreCommand command) {
        ApplyResult result;
        try {
            result = raft.apply(command.encode()).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RaftException failure ? failure : e;
        }
        if (result instanceof ApplyResult.Failure failure) {
            throw RefusedException.text(500, failure.message());
        }
    }
}
