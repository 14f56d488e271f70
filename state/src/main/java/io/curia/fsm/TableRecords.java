package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import java.io.IOException;

/**
 * The records of a table whose rows are written as they are, one a record.
 *
 * @param <T> the rows
 */
public abstract class TableRecords<T> implements SnapshotRecords {
    private final int type;
    private final int position;
    private final StructCodec<T, ?> codec;

    /**
     * @param type the type byte
     * @param position see {@link #position}
     * @param codec the form of a row
     */
    protected TableRecords(int type, int position, StructCodec<T, ?> codec) {
        this.type = type;
        this.position = position;
        this.codec = codec;
    }

    /** All rows, in the order in which they are written. */
    protected abstract Iterable<T> rows(ReadTxn txn);

    /** Puts a row back, with its indexes. */
    protected abstract void insert(WriteTxn txn, T row);

    /** The row of the index table that each row raises, or null for none. */
    protected String indexKey() {
        return null;
    }

    /** To what a row raises it. */
    protected long index(T row) {
        return 0;
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : rows(txn)) {
            out.write(type, row, codec::write);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var row = codec.read(in);
        insert(target.txn(), row);
        if (indexKey() != null) {
            target.raiseIndex(indexKey(), index(row));
        }
    }
}
