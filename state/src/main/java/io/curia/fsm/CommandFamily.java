package io.curia.fsm;

import io.curia.memdb.Table;
import java.util.List;

/**
 * One area of the state: its commands, and the records of its tables in snapshots. Found as a CDI bean, or given to {@link Fsm} by
 * hand, which asks it once for its parts; they are plain objects, stateless and thread-safe.
 */
public interface CommandFamily {
    /** How its commands are decoded and applied. */
    List<CommandHandler<?>> commands();

    /** The records of its tables. */
    default List<SnapshotRecords> records() {
        return List.of();
    }

    /** The tables that have no records, for their rows follow from others, by {@link #restored} or as those are inserted. */
    default List<Table<?>> derived() {
        return List.of();
    }

    /**
     * Called once at the end of a restore, when all records of all types are back and the index table is settled; the place to
     * rebuild what is derived. The order among families is not defined.
     */
    default void restored(RestoreTarget target) {}
}
