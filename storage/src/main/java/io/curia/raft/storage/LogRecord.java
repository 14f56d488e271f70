package io.curia.raft.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a log entry is kept: {@code [crc32c of the rest: 4][index: 8][term: 4][kind: 1][payload]}. The index is part of it
 * so that an entry under a wrong key does not pass.
 */
final class LogRecord {
    private static final int HEADER = 4 + 8 + 4 + 1;
    private static final int KIND = HEADER - 1;

    private LogRecord() {}

    static byte[] encode(long index, int term, EntryKind kind, byte[] payload) {
        var buffer = ByteBuffer.allocate(HEADER + payload.length);
        buffer.putInt(0).putLong(index).putInt(term);
        buffer.put(kind.code()).put(payload);
        buffer.putInt(0, crc(buffer.array(), 0, buffer.capacity()));
        return buffer.array();
    }

    /** The oldest format of batches whose readers know such a record. */
    static int format(byte[] record) {
        return EntryKind.of(record[KIND]).format();
    }

    /** @throws IllegalArgumentException if the record is damaged or belongs to another index */
    static StoredEntry decode(long index, byte[] record) {
        return decode(index, record, 0, record.length);
    }

    /**
     * Reads the record in a part of an array.
     *
     * @throws IllegalArgumentException if the record is damaged or belongs to another index
     */
    static StoredEntry decode(long index, byte[] bytes, int offset, int length) {
        if (length < HEADER) {
            throw new IllegalArgumentException("entry " + index + " is cut short");
        }
        var header = ByteBuffer.wrap(bytes, offset, length);
        if (header.getInt() != crc(bytes, offset, length)) {
            throw new IllegalArgumentException("entry " + index + " does not match its checksum");
        }
        var kept = header.getLong();
        if (kept != index) {
            throw new IllegalArgumentException("entry " + kept + " stands in the place of entry " + index);
        }
        int term = header.getInt();
        EntryKind kind;
        try {
            kind = EntryKind.of(header.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("entry " + index + " is of an unknown kind", e);
        }
        return new StoredEntry(index, term, kind == EntryKind.COMMAND, bytes, offset + HEADER, length - HEADER);
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset + 4, length - 4);
        return (int) crc.getValue();
    }
}
