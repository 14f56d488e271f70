package io.curia.archives;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Fsm;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReplicatedLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Brings one archive through the log: its chunks one after the other, then the switch. Chunks may be proposed again, so
 * a full queue or a new leader does no harm; the switch is proposed once. For use by one thread, which waits.
 */
final class RestoreProposal {
    private static final int CHUNK = 256 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_MS = 50;

    /** Failures after which nothing is in the log. */
    private static final Set<RaftException.Kind> NOT_PROPOSED =
            Set.of(RaftException.Kind.NO_LEADER, RaftException.Kind.OVERLOADED);

    private static final Set<RaftException.Kind> CHUNK_IS_REPEATED =
            Set.of(RaftException.Kind.OVERLOADED, RaftException.Kind.INDETERMINATE);
    private static final Set<RaftException.Kind> SWITCH_IS_REPEATED = Set.of(RaftException.Kind.OVERLOADED);

    private final ReplicatedLog log;
    private final Fsm fsm;
    private final String id = UUID.randomUUID().toString();

    RestoreProposal(ReplicatedLog log, Fsm fsm) {
        this.log = log;
        this.fsm = fsm;
    }

    /**
     * Puts an archive in the place of the state.
     *
     * @throws SnapshotException if it was not, or, as {@link SnapshotException.OutcomeUnknown}, may not have been
     * @throws RaftException if nothing was proposed, so that nothing changed
     * @throws IOException if the archive's file cannot be read; nothing changed
     */
    void propose(UploadedArchive archive) throws IOException {
        boolean switched = false;
        try {
            long chunks = proposeChunks(archive);
            awaitOwnState();
            proposeSwitch(chunks);
            switched = true;
        } finally {
            if (!switched) {
                // nobody waits for it: if it fails, the leader drops the chunks in time, or the next restore does
                var unused = log.apply(RestoreCommand.drop(id).encode());
            }
        }
    }

    private long proposeChunks(UploadedArchive archive) throws IOException {
        long length = archive.length();
        long sequence = 0;
        long offset = 0;
        try (InputStream in = archive.open()) {
            while (offset < length) {
                byte[] part = in.readNBytes(CHUNK);
                boolean last = offset + part.length >= length;
                var chunk = new RestoreChunk(id, sequence, offset, last, ByteString.wrap(part));
                requireDone(apply(RestoreCommand.chunk(chunk), CHUNK_IS_REPEATED));
                sequence++;
                offset += part.length;
            }
            return sequence;
        } catch (RaftException e) {
            if (NOT_PROPOSED.contains(e.kind())) {
                throw e;
            }
            throw unchanged(e.getMessage(), e);
        }
    }

    /**
     * Once this server has read the archive, the others will have, too; so the switch will hold up none of them. If it
     * does, it is late and no worse, so failures do not matter here.
     */
    private void awaitOwnState() {
        log.awaitReadable(Consistency.DEFAULT)
                .thenCompose(grant -> fsm.whenArchiveRead(id))
                .exceptionally(failure -> null)
                .toCompletableFuture()
                .join();
    }

    private void proposeSwitch(long chunks) throws SnapshotException {
        try {
            requireDone(apply(RestoreCommand.switchTo(id, chunks), SWITCH_IS_REPEATED));
        } catch (RaftException e) {
            if (NOT_PROPOSED.contains(e.kind())) {
                throw e;
            }
            throw new SnapshotException.OutcomeUnknown(UploadedArchive.RAFT_ERROR + e.getMessage(), e);
        }
    }

    private static void requireDone(ApplyResult result) throws SnapshotException {
        if (result instanceof ApplyResult.Failure failure) {
            throw unchanged(failure.message(), null);
        }
    }

    private static SnapshotException unchanged(String why, RaftException cause) {
        return new SnapshotException.Refused(UploadedArchive.RAFT_ERROR + why + "; the state was not changed", cause);
    }

    /** Applies a command, and again after failures of certain kinds. */
    private ApplyResult apply(RestoreCommand command, Set<RaftException.Kind> repeated) {
        long start = System.nanoTime();
        while (true) {
            try {
                return log.apply(command.encode()).toCompletableFuture().join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof RaftException failure)) {
                    throw e;
                }
                if (!repeated.contains(failure.kind()) || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw failure;
                }
                pause(failure);
            }
        }
    }

    private static void pause(RaftException failure) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
