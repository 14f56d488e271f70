package io.curia.fsm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a replicated log drives: entries in log order on one thread, snapshots of it, and a restore from one. */
public interface ReplicatedState {
    /**
     * Applies one committed entry. Called in log order, each index once, by one thread at a time.
     *
     * @param raftIndex the entry's index in the log, at least 1 and larger than any before
     * @param entry {@code [type byte][msgpack]}; not kept nor changed
     * @throws UnappliableEntryException if the entry cannot be applied the same way everywhere; the server must stop
     */
    ApplyResult apply(long raftIndex, byte[] entry);

    /** What a command would do to the size of the state. */
    enum Effect {
        /** It deletes, and does nothing else. */
        DELETES,
        /** As the state is now, it would take no more room than before. */
        KEEPS,
        /** It would take more room, or may. */
        GROWS
    }

    /**
     * What an entry would do to the size of the state if it were applied now; nothing is changed. Any thread; may wait for an
     * entry that is being applied, and make one wait.
     */
    default Effect effectOf(byte[] entry) {
        return Effect.GROWS;
    }

    /** About how many bytes of heap the state takes. Any thread. */
    default long heapBytes() {
        return 0;
    }

    /** About how many bytes of heap the rows took that were replaced or deleted so far; never falls. Any thread. */
    default long freedBytes() {
        return 0;
    }

    /** Captures the state as it is now; O(1), on the applying thread. */
    Capture capture();

    /**
     * Reads a written capture into a state of its own; the present one stays as it is. Any thread, beside {@link #apply}.
     *
     * @throws IOException if the stream cannot be read or is no capture
     */
    Prepared prepare(InputStream in) throws IOException;

    /** As {@link #prepare(InputStream)}, for as long as the budget bears it; what it throws ends the reading. */
    default Prepared prepare(InputStream in, StateBudget budget) throws IOException {
        return prepare(in);
    }

    /**
     * Replaces the whole state by a written capture, on the applying thread. On failure the present state stays.
     *
     * @throws IOException if the stream cannot be read or is no capture
     */
    default void restore(InputStream in) throws IOException {
        prepare(in).install();
    }

    /** An immutable state of one moment. */
    interface Capture {
        /** Writes it in a form {@link ReplicatedState#prepare} reads; may be called by any thread, any number of times. */
        void writeTo(OutputStream out) throws IOException;

        /** About how many bytes of heap are held by it alone, since the state has gone on without them. Any thread. */
        default long heldBytes() {
            return 0;
        }
    }

    /** A whole state that is ready to take the place of the present one. */
    interface Prepared {
        /** Takes its place; O(1), on the applying thread, once. */
        void install();
    }
}
