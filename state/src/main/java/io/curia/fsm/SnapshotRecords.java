package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.memdb.ReadTxn;
import java.io.IOException;

/**
 * The records of one type in {@code state.bin} (snapshot-format §3), written from the tables and put back into them.
 * Found as a CDI bean, or given to {@link Fsm} by hand; stateless and thread-safe.
 */
public interface SnapshotRecords {
    /** The type byte of the records. */
    int type();

    /** Where in the file these records come: the row of the table in snapshot-format §3.1. */
    int position();

    /** Whether other systems of this kind know these records, so that archives may carry them. */
    default boolean isPortable() {
        return true;
    }

    /** Writes all records of this type. */
    void write(ReadTxn txn, RecordOutput out) throws IOException;

    /**
     * Puts one record back.
     *
     * @throws io.curia.codec.MsgpackException if it is none of this type
     * @throws IllegalArgumentException if the tables cannot hold it
     */
    void restore(MsgpackReader in, RestoreTarget target);

    /**
     * Called once at the end of a restore, when all records of all types are back and the index table is settled; the
     * place to rebuild tables that are derived from others. The order among types is not defined.
     */
    default void restored(RestoreTarget target) {}
}
