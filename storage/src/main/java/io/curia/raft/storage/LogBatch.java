package io.curia.raft.storage;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How the entries of one flush are kept, as one value: {@code [format: 1][index of the first: 8][count: 4][end of each
 * record, from the first record's start: 4 × count][records]}. Each record has a checksum of its own ({@link LogRecord}),
 * and tells its index; the ends must lead to them and to the end of the value. The format is the oldest that has all kinds
 * of entries in it, so that a version before reads what it knows and refuses the rest.
 */
final class LogBatch {
    private static final int HEADER = 1 + 8 + 4;

    private LogBatch() {}

    /** @param records of entries that follow one another; at least one */
    static byte[] encode(long first, List<byte[]> records) {
        int bytes = records.stream().mapToInt(record -> record.length).sum();
        var buffer = ByteBuffer.allocate(HEADER + 4 * records.size() + bytes);
        int format = records.stream().mapToInt(LogRecord::format).max().orElseThrow();
        buffer.put((byte) format).putLong(first).putInt(records.size());
        int end = 0;
        for (var record : records) {
            end += record.length;
            buffer.putInt(end);
        }
        records.forEach(buffer::put);
        return buffer.array();
    }

    /** Index of the last entry. */
    static long last(long first, byte[] batch) {
        return first + count(first, batch) - 1;
    }

    private static int count(long first, byte[] batch) {
        if (batch.length < HEADER || batch[0] < 1) {
            throw new IllegalArgumentException("the batch of entry " + first + " is none");
        }
        Formats.requireKnown("the batch of entry " + first, batch[0], Formats.BATCH);
        var header = ByteBuffer.wrap(batch);
        long kept = header.getLong(1);
        int count = header.getInt(9);
        if (kept != first) {
            throw new IllegalArgumentException("entry " + kept + " stands in the place of entry " + first);
        }
        if (count < 1 || count > (batch.length - HEADER) / 4 || end(batch, count, count - 1) != batch.length) {
            throw new IllegalArgumentException("the batch of entry " + first + " is not as long as it says");
        }
        return count;
    }

    /** Where a record ends. */
    private static int end(byte[] batch, int count, int position) {
        return HEADER + 4 * count + ByteBuffer.wrap(batch).getInt(HEADER + 4 * position);
    }

    /**
     * One of its entries.
     *
     * @return null if it is not in it
     * @throws IllegalArgumentException if it is damaged
     */
    static StoredEntry entry(long first, byte[] batch, long index) {
        int count = count(first, batch);
        int position = (int) Math.min(Integer.MAX_VALUE, index - first);
        if (position < 0 || position >= count) {
            return null;
        }
        int start = position == 0 ? HEADER + 4 * count : end(batch, count, position - 1);
        int end = end(batch, count, position);
        if (start < HEADER + 4 * count || end > batch.length) {
            throw new IllegalArgumentException("entry " + index + " lies outside of its batch");
        }
        return LogRecord.decode(index, batch, start, end - start);
    }

    /** The same without the entries from an index on, of which the first is in it, and is not the first of all. */
    static byte[] cut(long first, byte[] batch, long from) {
        int count = count(first, batch);
        int kept = (int) (from - first);
        int bytes = end(batch, count, kept - 1) - HEADER - 4 * count;
        var buffer = ByteBuffer.allocate(HEADER + 4 * kept + bytes);
        buffer.put(batch, 0, 9).putInt(kept).put(batch, HEADER, 4 * kept).put(batch, HEADER + 4 * count, bytes);
        return buffer.array();
    }
}
