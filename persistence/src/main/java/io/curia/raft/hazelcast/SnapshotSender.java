package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import io.curia.raft.storage.SnapshotChunks;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends the snapshots that this server offers, piece by piece as a follower asks for them, on threads of its own beside
 * the work of the group's.
 */
final class SnapshotSender implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SnapshotSender.class.getName());
    private static final int PIECE_BYTES = 1 << 20;
    private static final int PIECES_AHEAD = 3;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_UP_MS = 100;
    private static final long PIECE_WAIT_SECONDS = 10;

    private final GroupThread threads;
    private final LogCompaction compaction;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "curia-snapshot-send");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<UUID, Sending> sendings = new ConcurrentHashMap<>();

    SnapshotSender(GroupThread threads, LogCompaction compaction) {
        this.threads = threads;
        this.compaction = compaction;
    }

    /** Answers now or later; any thread. */
    void answer(FetchSnapshotOp question) {
        var sending = sendings.get(question.transfer());
        if (sending != null) {
            compaction.asked(question.follower());
            workers.execute(() -> question.sendResponse(sending.piece(question.number())));
        } else if (question.number() > 0) {
            question.sendResponse(SnapshotPiece.refused("nobody asked for more of it in time"));
        } else {
            threads.submit(question.groupId(), () -> begin(question));
        }
    }

    /** On the group's thread. */
    private void begin(FetchSnapshotOp question) {
        var node = threads.node(question.groupId());
        var offered = node == null ? null : node.state().log().snapshot();
        var fsm = offered == null || offered.index() != question.index() ? null : SnapshotEntries.fsmSnapshot(offered);
        if (fsm == null || !compaction.canRetain(node)) {
            question.sendResponse(SnapshotPiece.refused("there is a newer one"));
            return;
        }
        compaction.retainFor(question.follower(), offered.index());
        sendings.values().stream()
                .filter(other -> other.follower.equals(question.follower()))
                .forEach(Sending::end);
        var sending = new Sending(fsm, question.follower());
        sendings.put(question.transfer(), sending);
        workers.execute(sending::produce);
        workers.execute(() -> question.sendResponse(sending.piece(question.number())));
    }

    /** Ends the transfers that nobody asks for any more. */
    void dropIdle() {
        sendings.values().removeIf(Sending::isIdle);
    }

    @Override
    public void close() {
        sendings.values().forEach(Sending::end);
        workers.shutdownNow();
    }

    /** One transfer: its pieces are made a few ahead of what is asked for. */
    private static final class Sending {
        private final FsmSnapshot snapshot;
        private final RaftEndpoint follower;
        private final BlockingQueue<SnapshotPiece> ahead = new ArrayBlockingQueue<>(PIECES_AHEAD);
        private List<byte[]> chunks = new ArrayList<>();
        private int bytes;
        private volatile boolean ended;
        private volatile long askedAt = System.nanoTime();
        private int number = -1;
        private SnapshotPiece piece;

        Sending(FsmSnapshot snapshot, RaftEndpoint follower) {
            this.snapshot = snapshot;
            this.follower = follower;
        }

        void end() {
            ended = true;
        }

        /** Ends it too, if it is. */
        boolean isIdle() {
            if (System.nanoTime() - askedAt > IDLE_NANOS) {
                end();
            }
            return ended;
        }

        void produce() {
            try {
                snapshot.writeChunks(this::add);
                put(new SnapshotPiece(chunks, true));
            } catch (IOException | RuntimeException e) {
                if (!ended) {
                    LOG.log(Level.WARNING, "a snapshot cannot be sent to a follower: {0}", e.toString());
                    ahead.clear();
                    ahead.add(SnapshotPiece.refused(e.toString()));
                }
            }
        }

        private void add(byte[] chunk) throws IOException {
            SnapshotChunks.verify(chunk);
            chunks.add(chunk);
            bytes += chunk.length;
            if (bytes >= PIECE_BYTES) {
                put(new SnapshotPiece(chunks, false));
                chunks = new ArrayList<>();
                bytes = 0;
            }
        }

        private void put(SnapshotPiece next) throws IOException {
            try {
                while (!ahead.offer(next, LOOK_UP_MS, TimeUnit.MILLISECONDS)) {
                    if (ended) {
                        throw new IOException("nobody asks for the snapshot any more");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the server is stopping", e);
            }
        }

        /** The next piece, or once more the one that was asked for last: its answer may have been lost. */
        synchronized SnapshotPiece piece(int wanted) {
            askedAt = System.nanoTime();
            if (wanted == number + 1) {
                piece = take();
                number = wanted;
            }
            return wanted == number ? piece : SnapshotPiece.refused("its pieces are asked for out of order");
        }

        private SnapshotPiece take() {
            try {
                var next = ahead.poll(PIECE_WAIT_SECONDS, TimeUnit.SECONDS);
                return next != null ? next : SnapshotPiece.refused("it takes too long to read");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return SnapshotPiece.refused("the server is stopping");
            }
        }
    }
}
