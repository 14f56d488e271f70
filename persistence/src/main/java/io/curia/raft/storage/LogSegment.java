package io.curia.raft.storage;

import io.curia.raft.api.StorageCorruptedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableMap;
import org.h2.mvstore.MVMap;

/**
 * One file of a group's log: the entries from an index on. Of the files of one log only the newest is written to. Written
 * by the group's thread only; {@link #entry} may be called by any thread.
 *
 * <p>An entry is kept under twice its index. MVStore fills a page with a number of entries, however large, and writes the
 * last page anew with each commit; so behind a large entry comes a mark that is empty, which keeps it out of the page that
 * is written again.
 */
final class LogSegment {
    private static final String MAP = "entries";
    /** Entries of more bytes get a page of their own. */
    private static final int LARGE = 8 * 1024;

    private static final byte[] MARK = {};

    private final String scheme;
    private final Path path;
    private final String what;
    private final long number;
    private final long first;
    private final MvFile file;
    private volatile MVMap<Long, byte[]> entries;
    /** Index of the last entry once nothing is written any more; -1 before. */
    private volatile long sealedLast = -1;

    private LogSegment(String scheme, Path path, String what, long number, long first, MvFile file) throws IOException {
        this.scheme = scheme;
        this.path = path;
        this.what = what;
        this.number = number;
        this.first = first;
        this.file = file;
        this.entries = file.map(MAP);
    }

    /**
     * Opens a file and checks all of it.
     *
     * @throws StorageCorruptedException if it is damaged
     */
    static LogSegment open(String scheme, Path path, String what, long number, long first) throws IOException {
        return new LogSegment(scheme, path, what, number, first, MvFile.open(scheme, path, what, LogSegment::verify));
    }

    /** Makes a file with entries in it; it is there as a whole, and durable, when this returns, or not at all. */
    static LogSegment create(
            String scheme, Path path, String what, long number, long first, NavigableMap<Long, byte[]> content)
            throws IOException {
        var fresh = MvFile.create(scheme, path, what);
        try {
            var segment = new LogSegment(scheme, path, what, number, first, fresh);
            content.forEach(segment::append);
            fresh.commit();
            fresh.publish(path);
        } catch (IOException | RuntimeException e) {
            fresh.abandon();
            throw e;
        }
        return new LogSegment(scheme, path, what, number, first, MvFile.open(scheme, path, what, file -> {}));
    }

    /** The same for reading only, since nothing is written to it any more; to be closed on its own. */
    LogSegment reader() throws IOException {
        return new LogSegment(scheme, path, what, number, first, MvFile.openReadOnly(scheme, path, what));
    }

    private static void verify(MvFile file) throws IOException {
        var entries = file.map(MAP);
        long previous = 0;
        for (long key : entries.keyList()) {
            if (isMark(key)) {
                continue;
            }
            long index = key >> 1;
            if (previous != 0 && index != previous + 1) {
                throw new IllegalArgumentException("entries " + (previous + 1) + " to " + (index - 1) + " are missing");
            }
            previous = index;
            // looked up, not walked past: the way to an entry can be damaged as well
            var record = entries.get(key);
            if (record == null) {
                throw new IllegalArgumentException("entry " + index + " cannot be found");
            }
            LogRecord.decode(index, record);
        }
    }

    private static boolean isMark(long key) {
        return (key & 1) != 0;
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
        if (isSealed()) {
            return sealedLast;
        }
        var key = entries.lastKey();
        return key == null ? 0 : key >> 1;
    }

    long fileBytes() {
        return file.size();
    }

    /** The entry, checked; null if it is not here. */
    StoredEntry entry(long index) {
        var record = entries.get(index << 1);
        return record == null ? null : LogRecord.decode(index, record);
    }

    /** Removes entries from an index on and puts others, all of it durable when this returns. */
    void write(NavigableMap<Long, byte[]> content, long deleteFrom) throws IOException {
        reopenIfClosed();
        for (var last = entries.lastKey(); last != null && last >> 1 >= deleteFrom; last = entries.lastKey()) {
            entries.remove(last);
        }
        for (var entry : content.entrySet()) {
            if (entry.getKey() > last()) {
                append(entry.getKey(), entry.getValue());
            } else {
                // once more, after a commit that failed
                entries.put(entry.getKey() << 1, entry.getValue());
            }
        }
        file.commit();
    }

    private void reopenIfClosed() throws IOException {
        if (file.isClosed()) {
            entries = file.map(MAP);
        }
    }

    private void append(long index, byte[] record) {
        if (record.length > LARGE) {
            entries.put(index << 1, record);
            entries.put(index << 1 | 1, MARK);
        } else {
            entries.append(index << 1, record);
        }
    }

    /** Forgets what was not committed; the next write opens the file again. */
    void abandon() {
        file.abandon();
    }

    /** Closes it in order; its entries are read through {@link #reader} from now on. */
    void seal() {
        if (sealedLast < 0) {
            sealedLast = last();
            file.close();
        }
    }

    boolean isSealed() {
        return sealedLast >= 0;
    }

    /** See {@link MvFile#isInPlace}. */
    boolean isInPlace() {
        return file.isInPlace();
    }

    void close() {
        file.close();
    }
}
