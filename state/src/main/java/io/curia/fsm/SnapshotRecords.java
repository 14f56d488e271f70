package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.Table;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The records of one type in {@code state.bin} (snapshot-format §3), written from tables and put back into them. Stateless and
 * thread-safe.
 *
 * @param type the type
 * @param tables the tables whose rows they hold
 * @param writing writes all of them
 * @param restoring puts one back
 */
public record SnapshotRecords(EntryType type, List<Table<?>> tables, Writing writing, Restoring restoring) {

    /** Writes all records of a type. */
    @FunctionalInterface
    public interface Writing {
        /** Writes them in the order in which they stand in the file. */
        void write(ReadTxn txn, RecordOutput out) throws IOException;
    }

    /**
     * Puts one record back; a {@link io.curia.codec.MsgpackException} if it is none of this type, an
     * {@link IllegalArgumentException} if the tables cannot hold it.
     */
    @FunctionalInterface
    public interface Restoring {
        /** Puts it back. */
        void restore(MsgpackReader in, RestoreTarget target);
    }

    /** The rows of a table as they are, one a record. They raise no index. */
    public static <T> SnapshotRecords ofTable(EntryType type, Table<T> table, StructCodec<T, ?> codec) {
        return ofTable(type, table, codec::write, codec::read, (target, row) -> target.insert(table, row));
    }

    /** The rows of a table as they are, one a record; each raises the table's index to its own. */
    public static <T> SnapshotRecords ofTable(
            EntryType type, Table<T> table, StructCodec<T, ?> codec, ToLongFunction<T> index) {
        return ofTable(
                type,
                table,
                codec::write,
                codec::read,
                (target, row) -> target.insert(table, row, index.applyAsLong(row)));
    }

    /** The rows of a table, one a record, in whatever form and put back in whatever way. */
    public static <T> SnapshotRecords ofTable(
            EntryType type,
            Table<T> table,
            BiConsumer<MsgpackWriter, T> write,
            Function<MsgpackReader, T> read,
            BiConsumer<RestoreTarget, T> restore) {
        return new SnapshotRecords(
                type,
                List.of(table),
                (txn, out) -> {
                    for (var row : txn.scan(table, null)) {
                        out.write(type, row, write);
                    }
                },
                (in, target) -> restore.accept(target, read.apply(in)));
    }

    /** Records that old servers wrote: their rows are others by now, and written as such. */
    public static SnapshotRecords onlyRead(EntryType type, Restoring restoring) {
        return new SnapshotRecords(type, List.of(), (txn, out) -> {}, restoring);
    }
}
