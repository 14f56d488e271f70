package io.curia.fsm;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveReader;
import io.curia.state.Change;
import io.curia.state.Schema;
import io.curia.state.StateException;
import io.curia.state.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The state machine: applies each entry as one transaction on the state store at the entry's FSM index, which is its
 * Raft index plus an offset (fsm-commands §1). Entries, captures and restores come one at a time; {@link #store} and
 * {@link #lastAppliedIndex} may be called by any thread.
 */
public final class Fsm implements ReplicatedState {
    private static final Logger LOG = System.getLogger(Fsm.class.getName());
    private static final int TYPE_BYTES = 256;
    private static final int IGNORE_IF_UNKNOWN = 0x80;

    private final CommandHandler<?>[] handlers = new CommandHandler<?>[TYPE_BYTES];
    private final StateFile file;
    private final Executor wakeups;
    private final StagedArchives archives = new StagedArchives(this::readArchive);

    private volatile Checkpoints checkpoints = (raftIndex, state) -> {};
    private volatile StateStore store;
    private volatile long lastApplied;
    /** Of states that others have replaced; written by the thread that applies entries. */
    private volatile long freedBefore;

    private long offset;

    /**
     * A machine with an empty state.
     *
     * @param families which commands there are, and which records in captures
     * @param wakeups runs what waits for changes of the state; must not run it on the thread that applies entries
     * @throws IllegalArgumentException if two handlers or two kinds of records are for the same type
     */
    public Fsm(Iterable<? extends CommandFamily> families, Executor wakeups) {
        for (var family : families) {
            family.commands().forEach(this::register);
        }
        this.file = new StateFile(families);
        this.wakeups = wakeups;
        this.store = new StateStore(wakeups);
    }

    /** The present state; a restore puts another in its place and abandons this one. */
    public StateStore store() {
        return store;
    }

    /** The FSM index of the last entry applied, 0 before the first; its changes can be read by now. */
    public long lastAppliedIndex() {
        return lastApplied;
    }

    @Override
    public ApplyResult apply(long raftIndex, byte[] entry) {
        long index = raftIndex + offset;
        if (index <= lastApplied) {
            throw new UnappliableEntryException("entry " + index + " comes after " + lastApplied, null);
        }
        var result = dispatch(index, entry);
        // a restore may have moved the offset
        lastApplied = raftIndex + offset;
        if ((entry[0] & ~IGNORE_IF_UNKNOWN) == EntryType.LOG_CHECKPOINT.number()) {
            checkpoints.passed(raftIndex, snapshot());
        }
        return result;
    }

    /** Who looks at the states at the checkpoints of the log. */
    @FunctionalInterface
    public interface Checkpoints {
        /**
         * A checkpoint was applied, on the thread that applies entries; must return at once.
         *
         * @param raftIndex its index in the log
         * @param state with all entries up to it, and no later one
         */
        void passed(long raftIndex, StateSnapshot state);
    }

    /** Has all later checkpoints of the log told to a listener, in the place of that of before. */
    public void onCheckpoint(Checkpoints listener) {
        checkpoints = listener;
    }

    @Override
    public Capture capture() {
        var present = store;
        return new StateCapture(
                present.read(), new StateCapture.Position(offset, lastApplied), file, present, this::store);
    }

    @Override
    public long heapBytes() {
        return store.read().heapBytes();
    }

    @Override
    public long freedBytes() {
        return freedBefore + store.read().freedBytes();
    }

    @Override
    public Effect effectOf(byte[] entry) {
        var handler = entry.length == 0 ? null : handlers[entry[0] & 0xff];
        try {
            return handler == null ? Effect.GROWS : rehearse(handler, entry);
        } catch (UnappliableEntryException e) {
            return Effect.GROWS;
        }
    }

    /** Applies a command in a transaction that is given up. What is kept beside the tables a command changes only at its commit. */
    private <C extends Command> Effect rehearse(CommandHandler<C> handler, byte[] entry) {
        var command = decode(handler, lastApplied, entry);
        if (command.onlyDeletes()) {
            return Effect.DELETES;
        } else if (!handler.rehearsable()) {
            return Effect.GROWS;
        }
        var present = store;
        try (var txn = present.write()) {
            long bytes = txn.heapBytes();
            long rows = rows(txn);
            handler.application().apply(command, new ApplyContext(new Change(txn, lastApplied + 1, present), this));
            long growth = txn.heapBytes() - bytes;
            boolean bearable = growth <= 0 || (rows(txn) <= rows && growth <= command.bearableGrowth());
            return bearable ? Effect.KEEPS : Effect.GROWS;
        } catch (StateException e) {
            // it will be refused, and says why
            return Effect.KEEPS;
        } catch (RuntimeException e) {
            return Effect.GROWS;
        }
    }

    private static long rows(ReadTxn txn) {
        return Schema.tables().stream().mapToLong(txn::count).sum();
    }

    @Override
    public Prepared prepare(InputStream in) throws IOException {
        return prepare(in, StateBudget.UNLIMITED);
    }

    @Override
    public Prepared prepare(InputStream in, StateBudget budget) throws IOException {
        var position = StateCapture.readEnvelope(in);
        var fresh = new StateStore(wakeups);
        var outcome = fill(fresh, change -> file.read(in, change, budget));
        if (outcome.lastType() != EntryType.CHUNKING.number()) {
            throw new IOException("capture is cut short: its last record is missing");
        }
        return () -> {
            archives.drop();
            replace(fresh, position.offset(), position.lastApplied());
        };
    }

    /**
     * Completes when the background has read all that came of a restore's archive, so that its switch will not wait; at
     * once if nothing is read for it here. Never fails. Any thread.
     */
    public CompletionStage<Void> whenArchiveRead(String restore) {
        return archives.whenRead(restore);
    }

    /** Gives up what is read in the background; to be called once no entries come any more. */
    public void stop() {
        archives.drop();
    }

    /** The archives that come through the log; for the thread that applies entries. */
    StagedArchives archives() {
        return archives;
    }

    /** The state as it is now, to be taken out of the cluster; O(1). */
    public StateSnapshot snapshot() {
        // the index first: the state may contain later entries, never fewer
        long index = lastApplied;
        return new StateSnapshot(store.read(), index, file);
    }

    /**
     * Reads and verifies an archive into a state of its own; the present one stays as it is.
     *
     * @throws io.curia.snapshot.ArchiveException if it is no sound archive, with the text for clients
     * @throws IOException if the stream fails, or the archive's state cannot be a state here
     */
    public ArchivedState readArchive(InputStream archive) throws IOException {
        return readArchive(archive, StateBudget.UNLIMITED);
    }

    /**
     * As {@link #readArchive(InputStream)}, within bounds.
     *
     * @param budget what the state may take; what it throws ends the reading
     */
    public ArchivedState readArchive(InputStream archive, StateBudget budget) throws IOException {
        var fresh = new StateStore(wakeups);
        var state = new StateReading(fresh, budget);
        var verified = ArchiveReader.read(archive, state::read);
        long greatest = state.outcome().greatestIndex();
        long declared = verified.meta().index();
        return new ArchivedState(
                fresh,
                verified.meta(),
                verified.stateBytes(),
                Long.compareUnsigned(greatest, declared) >= 0 ? greatest : declared);
    }

    /** Reads a state on behalf of an archive, whose own faults are told before those of the state. */
    private final class StateReading {
        private final StateStore fresh;
        private final StateBudget budget;
        private StateFile.Outcome outcome;
        private IOException fault = new IOException("archive has no state.bin");

        StateReading(StateStore fresh, StateBudget budget) {
            this.fresh = fresh;
            this.budget = budget;
        }

        void read(InputStream in) throws IOException {
            try {
                outcome = fill(fresh, change -> file.readPortable(in, change, budget));
            } catch (ArchiveException e) {
                throw e;
            } catch (IOException e) {
                fault = e;
            } catch (RuntimeException e) {
                fault = new IOException("the state is damaged: " + e.getMessage(), e);
            }
        }

        StateFile.Outcome outcome() throws IOException {
            if (outcome == null) {
                throw fault;
            }
            return outcome;
        }
    }

    private void replace(StateStore fresh, long newOffset, long newLastApplied) {
        var old = store;
        offset = newOffset;
        long before = freedBefore;
        freedBefore = before + old.read().freedBytes() + old.read().heapBytes();
        store = fresh;
        lastApplied = newLastApplied;
        old.abandon();
    }

    private void register(CommandHandler<?> handler) {
        int type = handler.type().number();
        if (handlers[type] != null) {
            throw new IllegalArgumentException("two handlers for type " + handler.type());
        }
        handlers[type] = handler;
        handlers[type | IGNORE_IF_UNKNOWN] = handler;
    }

    private ApplyResult dispatch(long index, byte[] entry) {
        if (entry.length == 0) {
            throw new UnappliableEntryException("entry " + index + " is empty", null);
        }
        int type = entry[0] & 0xff;
        var handler = handlers[type];
        if (handler != null) {
            return run(handler, index, entry);
        } else if ((type & IGNORE_IF_UNKNOWN) == 0) {
            throw new UnappliableEntryException("entry " + index + " has the unknown type " + type, null);
        }
        LOG.log(
                Level.WARNING,
                "entry {0} has the unknown type {1} and may be ignored",
                index,
                type ^ IGNORE_IF_UNKNOWN);
        return ApplyResult.Nil.NIL;
    }

    private <C extends Command> ApplyResult run(CommandHandler<C> handler, long index, byte[] entry) {
        var command = decode(handler, index, entry);
        var present = store;
        var txn = present.write();
        boolean done = false;
        try {
            var change = new Change(txn, index, present);
            var context = new ApplyContext(change, this);
            var result = handler.application().apply(command, context);
            if (context.replacement() == null) {
                change.commit();
                done = true;
            } else {
                switchTo(context.replacement(), index);
            }
            return result;
        } catch (StateException e) {
            return new ApplyResult.Failure(e.getMessage());
        } catch (RuntimeException e) {
            throw new UnappliableEntryException(
                    "entry " + index + " of type " + handler.type().number() + " failed", e);
        } finally {
            if (!done) {
                txn.abort();
            }
        }
    }

    private static <C extends Command> C decode(CommandHandler<C> handler, long index, byte[] entry) {
        try {
            var payload = new MsgpackReader(entry, 1, entry.length);
            var command = handler.decoder().decode(payload);
            payload.expectEnd();
            return command;
        } catch (MsgpackException e) {
            throw new UnappliableEntryException(
                    "entry " + index + " of type " + handler.type().number() + " does not decode: " + e.getMessage(),
                    e);
        }
    }

    /** Puts an archived state in place so that all later indexes are greater than any it knows, and than any before. */
    private void switchTo(ArchivedState archived, long index) {
        long least = archived.greatestIndex() + 1;
        long shift = Math.max(0, least - index);
        replace(archived.store(), offset + shift, index + shift);
    }

    /** Fills a store in one transaction. */
    private interface Filling {
        StateFile.Outcome into(Change change) throws IOException;
    }

    private static StateFile.Outcome fill(StateStore fresh, Filling filling) throws IOException {
        WriteTxn txn = fresh.write();
        boolean done = false;
        try {
            var change = new Change(txn, 0, fresh);
            var outcome = filling.into(change);
            change.commit();
            done = true;
            return outcome;
        } finally {
            if (!done) {
                txn.abort();
            }
        }
    }
}
