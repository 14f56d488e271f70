package io.curia.raft.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.h2.mvstore.MVMap;

/**
 * One file of a group's log: the entries from an index on. Of the files of one log only the newest is written to. Written
 * by the group's thread only; {@link #entry} may be called by any thread.
 *
 * <p>The entries of one flush are one value ({@link LogBatch}), for MVStore's work is by value and not by byte; only large
 * entries have values of their own, and no value becomes very large, for it is read as a whole. MVStore fills a page with a
 * number of values, however large, and writes the last page anew with each commit. So a batch that is not small is followed
 * by empty marks, as many as fill its page whatever was on it before: it is written once. The key of a batch is the index of
 * its first entry, with room for the marks behind it.
 *
 * <p>Files of format 0, in which each entry is a value of its own, are read and not written to.
 */
final class LogSegment {
    private static final String BATCHES = "batches";
    private static final String SINGLE_ENTRIES = "entries";
    /** Entries of more bytes are not put together with others. */
    private static final int LARGE = 8 * 1024;
    /** A batch does not grow beyond that. */
    private static final int MOST = 64 * 1024;
    /** Of values of up to so many bytes some share a page. */
    private static final int SMALL = 512;
    /** Bits of a key that number the marks. */
    private static final int MARK_BITS = 4;

    private static final int MARKS = MvFile.ENTRIES_PER_PAGE - 1;
    private static final byte[] MARK = {};

    private final String scheme;
    private final Path path;
    private final String what;
    private final long number;
    private final long first;
    private final MvFile file;
    private final boolean old;
    private volatile MVMap<Long, byte[]> values;
    /** Index of the last durable entry; 0 if there is none. */
    private volatile long last;

    private volatile boolean sealed;

    private LogSegment(String scheme, Path path, String what, long number, long first, MvFile file) throws IOException {
        this.scheme = scheme;
        this.path = path;
        this.what = what;
        this.number = number;
        this.first = first;
        this.file = file;
        this.old = isOld(file);
        this.values = file.map(map(old));
        this.last = findLast();
    }

    /**
     * Opens a file and checks all of it.
     *
     * @throws StorageCorruptedException if it is damaged
     */
    static LogSegment open(String scheme, Path path, String what, long number, long first) throws IOException {
        return new LogSegment(
                scheme,
                path,
                what,
                number,
                first,
                MvFile.open(scheme, path, what, Formats.ENTRIES, LogSegment::verify));
    }

    /** Makes a file with entries in it; it is there as a whole, and durable, when this returns, or not at all. */
    static LogSegment create(
            String scheme, Path path, String what, long number, long first, NavigableMap<Long, byte[]> records)
            throws IOException {
        var fresh = MvFile.create(scheme, path, what, Formats.ENTRIES);
        try {
            new LogSegment(scheme, path, what, number, first, fresh).append(records);
            fresh.commit();
            fresh.publish(path);
        } catch (IOException | RuntimeException e) {
            fresh.abandon();
            throw e;
        }
        return new LogSegment(
                scheme, path, what, number, first, MvFile.open(scheme, path, what, Formats.ENTRIES, file -> {}));
    }

    /** The same for reading only, since nothing is written to it any more; to be closed on its own. */
    LogSegment reader() throws IOException {
        return new LogSegment(
                scheme, path, what, number, first, MvFile.openReadOnly(scheme, path, what, Formats.ENTRIES));
    }

    private static boolean isOld(MvFile file) {
        return file.format() == 0;
    }

    private static String map(boolean old) {
        return old ? SINGLE_ENTRIES : BATCHES;
    }

    private static void verify(MvFile file) throws IOException {
        boolean old = isOld(file);
        var values = file.map(map(old));
        long previous = 0;
        for (long key : values.keyList()) {
            if (isMark(key, old)) {
                continue;
            }
            long first = key >> bits(old);
            if (previous != 0 && first != previous + 1) {
                throw new IllegalArgumentException("entries " + (previous + 1) + " to " + (first - 1) + " are missing");
            }
            // looked up, not walked past: the way to an entry can be damaged as well
            var value = values.get(key);
            if (value == null) {
                throw new IllegalArgumentException("entry " + first + " cannot be found");
            }
            previous = old ? LogRecord.decode(first, value).index() : verifyBatch(first, value);
        }
    }

    private static long verifyBatch(long first, byte[] batch) {
        long last = LogBatch.last(first, batch);
        for (long index = first; index <= last; index++) {
            LogBatch.entry(first, batch, index);
        }
        return last;
    }

    /** In format 0 one mark at most stood behind an entry. */
    private static int bits(boolean old) {
        return old ? 1 : MARK_BITS;
    }

    private static boolean isMark(long key, boolean old) {
        return (key & ((1L << bits(old)) - 1)) != 0;
    }

    private long keyOf(long first) {
        return first << bits(old);
    }

    private long firstOf(long key) {
        return key >> bits(old);
    }

    private long findLast() {
        var key = values.lastKey();
        if (key == null) {
            return 0;
        }
        long start = firstOf(key);
        return old ? start : LogBatch.last(start, values.get(keyOf(start)));
    }

    long number() {
        return number;
    }

    /** The index from which on this file counts, whether it has that entry or not. */
    long first() {
        return first;
    }

    Path path() {
        return path;
    }

    /** The index of the last entry; 0 if there is none. */
    long last() {
        return last;
    }

    long fileBytes() {
        return file.size();
    }

    /** Whether it is read only, for it is of an earlier format. */
    boolean isOld() {
        return old;
    }

    /** The entry, checked; null if it is not here. */
    StoredEntry entry(long index) {
        var key = values.floorKey(keyOf(index + 1) - 1);
        if (key == null) {
            return null;
        }
        long start = firstOf(key);
        var value = values.get(keyOf(start));
        if (value == null) {
            return null;
        }
        if (old) {
            return start == index ? LogRecord.decode(index, value) : null;
        }
        return LogBatch.entry(start, value, index);
    }

    /** Removes entries from an index on and puts others, all of it durable when this returns. */
    void write(NavigableMap<Long, byte[]> records, long deleteFrom) throws IOException {
        if (file.isClosed()) {
            values = file.map(map(old));
        }
        // those that are put may be there already, if a step after their commit failed
        long from = records.isEmpty() ? deleteFrom : Math.min(deleteFrom, records.firstKey());
        if (from <= last) {
            truncate(from);
        }
        append(records);
        file.commit();
        long reaches = records.isEmpty() ? Math.min(last, from - 1) : records.lastKey();
        last = reaches < first ? 0 : reaches;
    }

    private void truncate(long from) {
        for (var key = values.lastKey(); key != null && firstOf(key) >= from; key = values.lastKey()) {
            values.remove(key);
        }
        var key = values.lastKey();
        if (key != null) {
            long start = firstOf(key);
            var batch = values.get(keyOf(start));
            if (LogBatch.last(start, batch) >= from) {
                values.put(keyOf(start), LogBatch.cut(start, batch, from));
            }
        }
    }

    private void append(NavigableMap<Long, byte[]> records) {
        var batch = new ArrayList<byte[]>();
        int bytes = 0;
        for (var entry : records.entrySet()) {
            int length = entry.getValue().length;
            if (!batch.isEmpty() && (length > LARGE || bytes + length > MOST)) {
                put(entry.getKey() - batch.size(), batch);
                bytes = 0;
            }
            batch.add(entry.getValue());
            bytes += length;
            if (length > LARGE) {
                put(entry.getKey() + 1 - batch.size(), batch);
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            put(records.lastKey() + 1 - batch.size(), batch);
        }
    }

    private void put(long first, List<byte[]> batch) {
        var value = LogBatch.encode(first, batch);
        batch.clear();
        long key = keyOf(first);
        values.append(key, value);
        if (value.length > SMALL) {
            for (int mark = 1; mark <= MARKS; mark++) {
                values.append(key + mark, MARK);
            }
        }
    }

    /** Forgets what was not committed; the next write opens the file again. */
    void abandon() {
        file.abandon();
    }

    /** Closes it in order; its entries are read through {@link #reader} from now on. */
    void seal() {
        if (!sealed) {
            sealed = true;
            file.close();
        }
    }

    boolean isSealed() {
        return sealed;
    }

    /** See {@link MvFile#isInPlace}. */
    boolean isInPlace() {
        return file.isInPlace();
    }

    void close() {
        file.close();
    }
}
