package io.curia.fsm;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackStream;
import io.curia.codec.StructCodec;
import io.curia.memdb.ReadTxn;
import io.curia.state.Change;
import io.curia.state.Indexes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Writes and reads {@code state.bin} (snapshot-format §3): a header, then records until the end. Both stream; neither
 * holds more than one record. Thread-safe.
 */
final class StateFile {
    private static final int TYPES = 256;

    private static final StructCodec<Header, Header> HEADER = StructCodec.<Header, Header>of(
                    Header::new, header -> header)
            .uint64("LastIndex", header -> header.lastIndex, (header, value) -> header.lastIndex = value)
            .build();

    private final List<CommandFamily> families;
    private final List<SnapshotRecords> inOrder;
    private final SnapshotRecords[] byType = new SnapshotRecords[TYPES];

    /** @throws IllegalArgumentException if two kinds of records are for the same type */
    StateFile(Iterable<? extends CommandFamily> families) {
        this.families = StreamSupport.stream(families.spliterator(), false)
                .map(CommandFamily.class::cast)
                .toList();
        var records = this.families.stream()
                .flatMap(family -> family.records().stream())
                .toList();
        for (var each : records) {
            int type = each.type().number();
            if (byType[type] != null) {
                throw new IllegalArgumentException("two kinds of records for type " + each.type());
            }
            byType[type] = each;
        }
        inOrder = records.stream()
                .filter(each -> each.type().isWritten())
                .sorted(Comparator.comparingInt(each -> each.type().order()))
                .toList();
    }

    /** Writes the whole state that a transaction sees, for servers of this kind. */
    void write(ReadTxn txn, OutputStream out) throws IOException {
        write(txn, out, inOrder);
    }

    /** Writes what other systems know of the state that a transaction sees. */
    void writePortable(ReadTxn txn, OutputStream out) throws IOException {
        write(
                txn,
                out,
                inOrder.stream().filter(each -> each.type().isPortable()).toList());
    }

    private static void write(ReadTxn txn, OutputStream out, List<SnapshotRecords> kinds) throws IOException {
        var records = new RecordOutput(out);
        var header = new Header();
        header.lastIndex = Indexes.maxOfTables(txn);
        records.value(header, (writer, value) -> HEADER.write(writer, value));
        for (var each : kinds) {
            each.writing().write(txn, records);
        }
        records.drain();
    }

    /**
     * What was read.
     *
     * @param lastType the type of the last record, or -1 if there was none
     * @param greatestIndex the greatest index of any row or record, unsigned
     */
    record Outcome(int lastType, long greatestIndex) {}

    /** As {@link #read}, but refuses records that no archive carries, and ends when the budget is spent. */
    Outcome readPortable(InputStream in, Change change, StateBudget budget) throws IOException {
        return read(new MeteredInput(in, budget), change, true);
    }

    /**
     * Reads to the end of the stream into a store that is empty.
     *
     * @param budget what it may take; what it throws ends the reading
     * @throws IOException if the stream is cut short, or holds what cannot be a record or is of an unknown type
     */
    Outcome read(InputStream in, Change change, StateBudget budget) throws IOException {
        return read(new MeteredInput(in, budget), change, false);
    }

    private Outcome read(MeteredInput in, Change change, boolean portable) throws IOException {
        var stream = new MsgpackStream(in);
        var target = new RestoreTarget(change.at(readHeader(stream)));
        int last = -1;
        for (int type; (type = stream.plainByte()) >= 0; last = type) {
            try {
                readRecord(type, stream.value(), target, portable);
                in.countRecord(type);
            } catch (EOFException e) {
                throw new EOFException("record of type " + type + " is cut short");
            } catch (MsgpackException | IllegalArgumentException e) {
                throw new IOException("record of type " + type + " is damaged: " + e.getMessage(), e);
            }
        }
        target.finish();
        families.forEach(each -> each.restored(target));
        return new Outcome(last, target.greatestIndex());
    }

    private static long readHeader(MsgpackStream stream) throws IOException {
        try {
            return HEADER.read(stream.value()).lastIndex;
        } catch (MsgpackException e) {
            throw new IOException("header of the state is damaged: " + e.getMessage(), e);
        }
    }

    private void readRecord(int type, MsgpackReader value, RestoreTarget target, boolean portable) throws IOException {
        var records = byType[type];
        if (records != null && (records.type().isPortable() || !portable)) {
            records.restoring().restore(value, target);
            value.expectEnd();
        } else if (EntryType.of(type) == null || !EntryType.of(type).isDropped()) {
            throw new IOException("Unrecognized msg type " + type);
        }
    }

    private static final class Header {
        private long lastIndex;
    }
}
