package io.curia.raft;

import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.internal.serialization.InternalSerializationService;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How a log entry is kept: {@code [crc32c of the rest: 4][index: 8][term: 4][kind: 1][payload]}. The index is part of it
 * so that an entry under a wrong key does not pass.
 */
final class LogRecord {
    private static final int HEADER = 4 + 8 + 4 + 1;
    private static final byte KIND_COMMAND = 1;
    private static final byte KIND_OTHER = 2;

    private LogRecord() {}

    static byte[] encode(LogEntry entry, InternalSerializationService serialization) {
        var command = entry.operation() instanceof FsmOp;
        var payload = command ? ((FsmOp) entry.operation()).payload() : serialization.toBytes(entry.operation());
        var buffer = ByteBuffer.allocate(HEADER + payload.length);
        buffer.putInt(0).putLong(entry.index()).putInt(entry.term());
        buffer.put(command ? KIND_COMMAND : KIND_OTHER).put(payload);
        buffer.putInt(0, crc(buffer.array()));
        return buffer.array();
    }

    /** @throws IllegalArgumentException if the record is damaged or belongs to another index */
    static LogEntry decode(long index, byte[] record, InternalSerializationService serialization) {
        var payload = payload(index, record);
        var term = ByteBuffer.wrap(record).getInt(12);
        Object operation =
                switch (record[16]) {
                    case KIND_COMMAND -> new FsmOp(payload);
                    case KIND_OTHER -> serialization.toObject(heapData(payload));
                    default -> throw new IllegalArgumentException("entry " + index + " is of an unknown kind");
                };
        return new LogEntry(term, index, operation);
    }

    /** The term of a command that is longer than that many bytes, checked; -1 if it is not, or is none. */
    static int termOfLongCommand(long index, byte[] record, int bytes) {
        if (record.length - HEADER <= bytes) {
            return -1;
        }
        check(index, record);
        return record[16] == KIND_COMMAND ? ByteBuffer.wrap(record).getInt(12) : -1;
    }

    /** The payload alone, checked. */
    static byte[] payload(long index, byte[] record) {
        check(index, record);
        return Arrays.copyOfRange(record, HEADER, record.length);
    }

    /** @throws IllegalArgumentException if the record is damaged or belongs to another index */
    static void check(long index, byte[] record) {
        if (record.length < HEADER) {
            throw new IllegalArgumentException("entry " + index + " is cut short");
        }
        var buffer = ByteBuffer.wrap(record);
        if (buffer.getInt() != crc(record)) {
            throw new IllegalArgumentException("entry " + index + " does not match its checksum");
        }
        var kept = buffer.getLong();
        if (kept != index) {
            throw new IllegalArgumentException("entry " + kept + " stands in the place of entry " + index);
        }
    }

    private static com.hazelcast.internal.serialization.Data heapData(byte[] payload) {
        return new com.hazelcast.internal.serialization.impl.HeapData(payload);
    }

    private static int crc(byte[] record) {
        var crc = new CRC32C();
        crc.update(record, 4, record.length - 4);
        return (int) crc.getValue();
    }
}
