package io.curia.state;

import io.curia.memdb.AbandonSignal;
import io.curia.memdb.MemDb;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * One state: the database of all tables, and what is kept in memory beside them. It is never emptied; a restore makes
 * another and abandons this one (state-store §13). Thread-safe.
 */
public final class StateStore {
    private final MemDb db;
    private final LockDelays lockDelays;

    /**
     * An empty state.
     *
     * @param wakeups runs what waits for changes, never on the thread that commits
     */
    public StateStore(Executor wakeups) {
        this(wakeups, System::nanoTime);
    }

    /** As the other, with another clock for lock delays. */
    StateStore(Executor wakeups, LongSupplier nanoClock) {
        db = new MemDb(Schema.tables(), wakeups);
        lockDelays = new LockDelays(nanoClock);
    }

    /** A read of the state as it is now; needs no closing. */
    public ReadTxn read() {
        return db.read();
    }

    /** The one write transaction, after waiting for another thread's to end; only the state machine opens one. */
    public WriteTxn write() {
        return db.write();
    }

    /** The keys that may not be locked for a while; a leader asks before it proposes to lock one. */
    public LockDelays lockDelays() {
        return lockDelays;
    }

    /** Given once another state has taken the place of this one; blocking reads watch it beside what they read. */
    public AbandonSignal abandoned() {
        return db.abandonSignal();
    }

    /** Says that another state has taken the place of this one: everything that watches it wakes. */
    public void abandon() {
        db.abandonSignal().abandon();
    }
}
