package io.curia.server;

import io.curia.comparison.StateReport;
import io.curia.fsm.Fsm;
import io.curia.fsm.StateSnapshot;
import io.curia.fsm.digest.StateDigest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Makes the digest of this server's state at each checkpoint of the log, on a thread of its own that works for a fifth of the
 * time. Of checkpoints that come meanwhile only the last one counts.
 */
final class StateHasher implements Fsm.Checkpoints, AutoCloseable {
    private static final Logger LOG = System.getLogger(StateHasher.class.getName());
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REST_MS = 20;

    private final String server;
    private final String version;
    private final Consumer<StateReport> listener;
    private final AtomicReference<Checkpoint> next = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var made = new Thread(task, "curia-state-hash");
        made.setDaemon(true);
        return made;
    });

    private volatile boolean closed;

    private record Checkpoint(long index, StateSnapshot state) {}

    /**
     * @param server this server's node id
     * @param version of the program it runs
     * @param listener told of each digest, on the thread that makes them
     */
    StateHasher(String server, String version, Consumer<StateReport> listener) {
        this.server = server;
        this.version = version;
        this.listener = listener;
    }

    @Override
    public void passed(long raftIndex, StateSnapshot state) {
        if (next.getAndSet(new Checkpoint(raftIndex, state)) == null) {
            begin();
        }
    }

    private void begin() {
        try {
            thread.execute(this::work);
        } catch (RejectedExecutionException e) {
            // this server stops, which is nothing that whoever applies entries should hear of
            LOG.log(Level.DEBUG, "this server stops, and looks at its state no more");
        }
    }

    private void work() {
        var checkpoint = next.getAndSet(null);
        if (checkpoint == null) {
            return;
        }
        try {
            var pace = new Pace();
            var digest = StateDigest.of(checkpoint.state().txn(), pace);
            listener.accept(new StateReport(server, version, checkpoint.index(), pace.workedMs(), digest));
        } catch (CancellationException e) {
            LOG.log(Level.DEBUG, "this server stops, and gives up what it was looking at");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the state at entry " + checkpoint.index() + " cannot be compared with others", e);
        }
    }

    /** Has the work rest, so that it takes no core away from what clients wait for. */
    private final class Pace implements Runnable {
        private long worked;
        private long since = System.nanoTime();

        @Override
        public void run() {
            long now = System.nanoTime();
            if (closed) {
                throw new CancellationException();
            } else if (now - since >= SLICE_NANOS) {
                worked += now - since;
                rest();
                since = System.nanoTime();
            }
        }

        private void rest() {
            try {
                TimeUnit.MILLISECONDS.sleep(REST_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }

        long workedMs() {
            return TimeUnit.NANOSECONDS.toMillis(worked + System.nanoTime() - since);
        }
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
