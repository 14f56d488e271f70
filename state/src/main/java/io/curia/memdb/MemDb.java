package io.curia.memdb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A database of tables in memory. Readers work on an immutable root each and never wait; there is one writer at a time.
 * Thread-safe.
 */
public final class MemDb {
    private final Waker waker;
    private final AbandonSignal abandonSignal;
    private final Schema schema;

    /** For each table's slot, the watches of its indexes. */
    private final List<List<IndexWatches>> watches = new ArrayList<>();

    private final ReentrantLock writing = new ReentrantLock();
    private volatile Root root;

    /** An empty database whose watchers are woken on the common pool. */
    public MemDb(List<Table<?>> tables) {
        this(tables, ForkJoinPool.commonPool());
    }

    /**
     * An empty database.
     *
     * @param tables its tables, all built, of different names
     * @param wakeups completes the {@link WatchSet}s that fire; should not run tasks on the calling thread, since that is the
     *     one that commits
     */
    public MemDb(List<Table<?>> tables, Executor wakeups) {
        schema = new Schema(tables);
        waker = new Waker(wakeups);
        abandonSignal = new AbandonSignal(wakeups);
        for (Table<?> table : schema.tables()) {
            watches.add(
                    table.indexes().stream().map(index -> new IndexWatches()).toList());
        }
        root = Root.empty(schema);
    }

    /** Opens a read of the present moment. Needs no closing. */
    public ReadTxn read() {
        return new RootTxn(this, root);
    }

    /**
     * Opens the write transaction, after waiting for another thread's to end.
     *
     * @throws IllegalStateException if this thread has one open already
     */
    public WriteTxn write() {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread has a write transaction open");
        }
        writing.lock();
        return new MemWriteTxn(this, root);
    }

    /** The signal that this whole database was given up; watched by reads that would otherwise wait for it for ever. */
    public AbandonSignal abandonSignal() {
        return abandonSignal;
    }

    Root root() {
        return root;
    }

    IndexWatches watches(Index<?, ?> index) {
        return watches.get(schema.slot(index.table())).get(index.position());
    }

    void requireWriter() {
        if (!writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("the transaction belongs to another thread");
        }
    }

    void abort() {
        writing.unlock();
    }

    void commit(Root base, TableEdit<?>[] edits) {
        Set<WatchSet> taken = new HashSet<>();
        try {
            Root next = base.with(edits);
            root = next;
            for (TableEdit<?> edit : edits) {
                if (edit != null) {
                    takeWatchers(edit, base, next, taken);
                }
            }
        } finally {
            writing.unlock();
        }
        waker.wake(taken);
    }

    private <T> void takeWatchers(TableEdit<T> edit, Root base, Root next, Set<WatchSet> taken) {
        for (Index<T, ?> index : edit.indexes()) {
            watches(index).takeChanged(edit.changes(index), base.tree(index), next.tree(index), taken);
        }
    }
}
