package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.fsm.HeapLimits;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.admission.NoRoomException;
import io.curia.raft.admission.SnapshotRoom;
import io.curia.raft.storage.SnapshotChunks;
import io.curia.raft.storage.SnapshotFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one offered snapshot: while its pieces come they are written to the snapshot's file and read into a state, so
 * that all there is left to do on the group's thread is to give the file its name and to put the state in place.
 */
final class SnapshotTransfer implements SnapshotChunks.Source {
    private static final Logger LOG = System.getLogger(SnapshotTransfer.class.getName());
    private static final long PIECE_WAIT_SECONDS = 30;

    private final NodeEngineImpl engine;
    private final RaftGroupId groupId;
    private final RaftEndpoint follower;
    private final Address source;
    private final SnapshotEntry offered;
    private final SnapshotFiles files;
    private final ReplicatedState state;
    private final HeapLimits limits;

    private final UUID id = UUID.randomUUID();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private SnapshotFiles.Incoming file;
    private CompletableFuture<SnapshotPiece> asked;
    private int number;
    private boolean last;
    private volatile boolean cancelled;
    private volatile SnapshotEntry fetched;
    private volatile boolean failed;

    SnapshotTransfer(
            NodeEngineImpl engine,
            RaftGroupId groupId,
            RaftEndpoint follower,
            Address source,
            SnapshotEntry offered,
            SnapshotFiles files,
            ReplicatedState state,
            HeapLimits limits) {
        this.limits = limits;
        this.engine = engine;
        this.groupId = groupId;
        this.follower = follower;
        this.source = source;
        this.offered = offered;
        this.files = files;
        this.state = state;
    }

    Address source() {
        return source;
    }

    long index() {
        return offered.index();
    }

    /** The snapshot as Raft installs it, with its content; null until that is here. */
    SnapshotEntry fetched() {
        return fetched;
    }

    boolean hasFailed() {
        return failed;
    }

    /** Fetches all of it, on a thread that may wait. */
    void run() {
        SnapshotFiles.Incoming incoming = null;
        try {
            incoming = files.receive(offered.index());
            file = incoming;
            ask();
            var prepared = prepare();
            while (next() != null) {
                // a later version may have written more than this one reads; it belongs to the file all the same
            }
            file.force();
            fetched = SnapshotEntries.with(offered, new FsmSnapshot(incoming, prepared));
            if (cancelled) {
                incoming.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            // too little memory for a second state, for one; it may suffice when it is tried again
            failed = true;
            LOG.log(
                    cancelled ? Level.DEBUG : Level.WARNING,
                    "the snapshot at {0} could not be fetched from {1} and will be tried again: {2}",
                    offered.index(),
                    source,
                    e.getMessage());
            discard(incoming);
        }
    }

    /** Null if there is no room for a second state: a restart, which has only one, takes it from the file. */
    private ReplicatedState.Prepared prepare() throws IOException {
        try {
            return state.prepare(SnapshotChunks.read(this), new SnapshotRoom(limits, state.heapBytes(), 0));
        } catch (NoRoomException e) {
            LOG.log(
                    Level.WARNING,
                    "the snapshot at {0} finds no room in the heap beside the present state; it is fetched to the disk only",
                    offered.index());
            return null;
        }
    }

    private static void discard(SnapshotFiles.Incoming incoming) {
        if (incoming != null) {
            try {
                incoming.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "an unfinished snapshot is left behind: {0}", e.getMessage());
            }
        }
    }

    @Override
    public byte[] next() throws IOException {
        while (chunks.isEmpty()) {
            if (last) {
                return null;
            }
            var piece = await();
            last = piece.isLast();
            if (!last) {
                number++;
                ask();
            }
            chunks.addAll(piece.chunks());
        }
        var chunk = chunks.poll();
        SnapshotChunks.verify(chunk);
        file.accept(chunk);
        return chunk;
    }

    private void ask() {
        asked = engine.getOperationService()
                .createInvocationBuilder(
                        FsmService.NAME, new FetchSnapshotOp(groupId, follower, offered.index(), id, number), source)
                .setTryCount(1)
                .<SnapshotPiece>invoke()
                .toCompletableFuture();
    }

    private SnapshotPiece await() throws IOException {
        if (cancelled) {
            throw new IOException("another one is needed by now");
        }
        try {
            var piece = asked.get(PIECE_WAIT_SECONDS, TimeUnit.SECONDS);
            if (piece.refusal() != null) {
                throw new IOException(piece.refusal());
            }
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.toString() : e.getCause().toString(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer for " + PIECE_WAIT_SECONDS + " s", e);
        }
    }

    /** Gives it up; on the group's thread. What was fetched and not installed is dropped. */
    void cancel() {
        cancelled = true;
        var complete = fetched;
        if (complete != null) {
            discard(SnapshotEntries.fsmSnapshot(complete).incoming());
        }
    }
}
