package io.curia.raft.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStoreException;

/**
 * The entries of one group's log, in files that follow one another: {@code log-NUMBER-FIRST.mv}. A new one is begun when
 * the newest is large enough; the oldest is removed as a whole when a snapshot covers it. So the space of old entries is
 * given back at once, nothing is ever written over, and removing costs the same however many there are.
 *
 * <p>A file counts from its first index on, which ends the one before it there: entries of that index and later that older
 * files still hold are void. So what reaches back behind the newest file becomes true in one step too, the one that gives
 * a new file its name. Written by the group's thread only; {@link #entry} may be called by any thread.
 */
final class LogSegments {
    private static final Pattern NAME = Pattern.compile("log-(\\d{1,18})-(\\d{1,18})\\.mv");

    private static final int SHARE = 8;
    private static final long LEAST_BYTES = 1 << 20;
    private static final long MOST_BYTES = 16 << 20;

    private final Path directory;
    private final String scheme;
    private final String what;
    private final long bytes;
    private final ConcurrentSkipListMap<Long, LogSegment> byFirst = new ConcurrentSkipListMap<>();
    private long newestNumber;
    private boolean unkept;
    private final Deque<LogSegment> voided = new ArrayDeque<>();
    private LogSegment reader;

    /** How large a file may become, given how many bytes of entries there are between two snapshots. */
    static long bytes(long snapshotBytes) {
        return Math.max(LEAST_BYTES, Math.min(MOST_BYTES, snapshotBytes / SHARE));
    }

    /** Keeps the number of the newest file where it is found if the file is not. */
    interface Newest {
        void keep(long number) throws IOException;
    }

    private LogSegments(Path directory, String scheme, String what, long bytes) {
        this.directory = directory;
        this.scheme = scheme;
        this.what = what;
        this.bytes = bytes;
    }

    /**
     * Opens what there is and checks all of it.
     *
     * @param what names the log in messages
     * @param bytes so large may a file become before the next is begun
     * @param newest number of a file that must be there, or newer ones; 0 if there need be none
     * @param covered the index up to which a snapshot covers the log
     * @throws StorageCorruptedException if a file is missing or damaged
     */
    static LogSegments open(Path directory, String scheme, String what, long bytes, long newest, long covered)
            throws IOException {
        var segments = new LogSegments(directory, scheme, what, bytes);
        Deque<LogSegment> valid = new ArrayDeque<>();
        var dropped = new ArrayDeque<LogSegment>();
        try {
            for (var name : names(directory)) {
                if (!valid.isEmpty()) {
                    valid.getLast().seal();
                }
                valid.add(LogSegment.open(scheme, directory.resolve(name.group()), what, number(name), first(name)));
            }
            segments.require(newest, valid);
            segments.line(valid, dropped, covered);
        } catch (IOException | RuntimeException e) {
            valid.forEach(LogSegment::close);
            dropped.forEach(LogSegment::close);
            throw e;
        }
        for (var segment : dropped) {
            segments.delete(segment);
        }
        valid.forEach(segment -> segments.byFirst.put(segment.first(), segment));
        return segments;
    }

    /** Hands out the entries of all files in the order of the files, up to one that is damaged. */
    static void read(Path directory, String scheme, String what, Consumer<StoredEntry> reader) throws IOException {
        var names = names(directory);
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            long first = first(name);
            // from there on it is void
            long end = names.stream()
                    .skip(i + 1)
                    .mapToLong(LogSegments::first)
                    .min()
                    .orElse(Long.MAX_VALUE);
            var segment = LogSegment.open(scheme, directory.resolve(name.group()), what, number(name), first);
            try {
                for (long index = first; index < end && index <= segment.last(); index++) {
                    var entry = segment.entry(index);
                    if (entry != null) {
                        reader.accept(entry);
                    }
                }
            } finally {
                segment.close();
            }
        }
    }

    /** All files of that kind. */
    static List<Path> files(Path directory) throws IOException {
        return names(directory).stream()
                .map(name -> directory.resolve(name.group()))
                .toList();
    }

    static Path path(Path directory, long number, long first) {
        return directory.resolve("log-" + number + "-" + first + ".mv");
    }

    private static List<Matcher> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .sorted(Comparator.comparingLong(LogSegments::number))
                    .toList();
        }
    }

    private static long number(Matcher name) {
        return Long.parseLong(name.group(1));
    }

    private static long first(Matcher name) {
        return Long.parseLong(name.group(2));
    }

    private void require(long newest, Deque<LogSegment> found) {
        newestNumber = found.isEmpty() ? 0 : found.getLast().number();
        if (newestNumber < newest) {
            throw corrupted("its newest file, log-" + newest + "-…, is missing");
        }
    }

    /** Keeps of the files, which come in the order in which they were begun, those that count. */
    private void line(Deque<LogSegment> files, Deque<LogSegment> dropped, long covered) {
        var all = List.copyOf(files);
        files.clear();
        for (var segment : all) {
            while (!files.isEmpty() && files.getLast().first() >= segment.first()) {
                dropped.add(files.removeLast());
            }
            long reaches = files.isEmpty() ? segment.first() - 1 : end(files.getLast());
            if (reaches < segment.first() - 1) {
                if (covered < segment.first() - 1) {
                    throw corrupted("entries " + (reaches + 1) + " to " + (segment.first() - 1) + " are missing");
                }
                dropped.addAll(files);
                files.clear();
            }
            files.add(segment);
        }
    }

    /** The last index that a file accounts for. */
    private static long end(LogSegment segment) {
        return Math.max(segment.last(), segment.first() - 1);
    }

    private StorageCorruptedException corrupted(String how) {
        return new StorageCorruptedException("damaged: " + what + " (" + directory + "): " + how, null);
    }

    /** Index of the first entry; 0 if there is none. */
    long firstIndex() {
        return lastIndex() == 0 ? 0 : byFirst.firstKey();
    }

    /** Index of the last entry; 0 if there is none. */
    long lastIndex() {
        var newest = byFirst.lastEntry();
        if (newest == null) {
            return 0;
        }
        long last = newest.getValue().last();
        return last > 0 || byFirst.size() == 1 ? last : newest.getKey() - 1;
    }

    /** An entry, checked; null if it is not kept. Any thread. */
    StoredEntry entry(long index) {
        var at = byFirst.floorEntry(index);
        if (at == null) {
            return null;
        }
        var segment = at.getValue();
        try {
            if (!segment.isSealed()) {
                return segment.entry(index);
            }
        } catch (MVStoreException e) {
            // sealed, or given up after a write that failed, while it was read
        }
        return readSealed(segment, index);
    }

    /** Files that are not written to any more are open one at a time, for each that is has memory of its own. */
    private synchronized StoredEntry readSealed(LogSegment segment, long index) {
        if (!byFirst.containsValue(segment)) {
            return null;
        }
        try {
            if (reader == null || reader.number() != segment.number()) {
                closeReader();
                reader = segment.reader();
            }
            return reader.entry(index);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the " + what + ": " + e.getMessage(), e);
        }
    }

    private synchronized void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /**
     * Writes entries that follow one another, durably, in one step.
     *
     * @param deleteFrom entries from here on are removed before; {@link Long#MAX_VALUE} for none
     * @param newest is told of a new file
     */
    void write(NavigableMap<Long, byte[]> entries, long deleteFrom, Newest newest) throws IOException {
        settle(newest);
        if (entries.isEmpty() && (deleteFrom > lastIndex() || byFirst.isEmpty())) {
            return;
        }
        long from = entries.isEmpty() ? deleteFrom : Math.min(deleteFrom, entries.firstKey());
        var current = byFirst.isEmpty() ? null : byFirst.lastEntry().getValue();
        if (current != null && isToBeWritten(current, from)) {
            current.write(entries, deleteFrom);
        } else {
            begin(from, entries, newest);
        }
    }

    private boolean isToBeWritten(LogSegment current, long from) {
        return !current.isOld() && from >= current.first() && from <= end(current) + 1 && current.fileBytes() < bytes;
    }

    private void begin(long first, NavigableMap<Long, byte[]> entries, Newest newest) throws IOException {
        long number = newestNumber + 1;
        var path = path(directory, number, first);
        var segment = LogSegment.create(scheme, path, what, number, first, entries);
        newestNumber = number;
        seal();
        var before = byFirst.headMap(first, false);
        // only a snapshot received from the leader lets the log go on beyond its end; it covers all before
        boolean follows = before.isEmpty() || end(before.lastEntry().getValue()) >= first - 1;
        var dropped = List.copyOf((follows ? byFirst.tailMap(first, true) : byFirst).values());
        dropped.forEach(each -> byFirst.remove(each.first()));
        byFirst.put(first, segment);
        unkept = true;
        voided.addAll(dropped);
        settle(newest);
    }

    /** What follows on a new file; again, if the disk did not let it be done. */
    private void settle(Newest newest) throws IOException {
        if (unkept) {
            newest.keep(newestNumber);
            unkept = false;
        }
        while (!voided.isEmpty()) {
            delete(voided.getFirst());
            voided.removeFirst();
        }
    }

    private void seal() {
        if (!byFirst.isEmpty()) {
            byFirst.lastEntry().getValue().seal();
            closeReader();
        }
    }

    /** Removes the files that hold no later entries than this. */
    void removeUpTo(long index) throws IOException {
        while (byFirst.size() > 1 && byFirst.higherKey(byFirst.firstKey()) - 1 <= index) {
            delete(byFirst.firstEntry().getValue());
            byFirst.pollFirstEntry();
        }
    }

    private void delete(LogSegment segment) throws IOException {
        synchronized (this) {
            if (reader != null && reader.number() == segment.number()) {
                closeReader();
            }
        }
        segment.close();
        Files.deleteIfExists(segment.path());
        // in this order on the disk too, or there would be a gap
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Forgets what was not committed. */
    void abandon() {
        if (!byFirst.isEmpty()) {
            byFirst.lastEntry().getValue().abandon();
        }
    }

    /** Whether the file that is written to is still at its path; any thread. */
    boolean isInPlace() {
        var newest = byFirst.lastEntry();
        if (newest == null || newest.getValue().isInPlace()) {
            return true;
        }
        // it may have been given up for another meanwhile
        var now = byFirst.lastEntry();
        return now == null || now.getValue().number() != newest.getValue().number();
    }

    void close() {
        closeReader();
        byFirst.values().forEach(LogSegment::close);
    }
}
