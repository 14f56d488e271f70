package io.curia.raft.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * Brings a log into the present form that an earlier version kept, with its entries in the file of term and vote. May be
 * cut off at any moment, and is then done again.
 */
final class LogUpgrade {
    private static final String LOG_MAP = "log";

    private LogUpgrade() {}

    /** Checks the entries that the file holds, as {@link MvFile.Content} does; there are none in the present form. */
    static void verify(MvFile file) throws IOException {
        if (!file.hasMap(LOG_MAP)) {
            return;
        }
        var log = file.map(LOG_MAP);
        long previous = 0;
        for (long index : log.keyList()) {
            if (previous != 0 && index != previous + 1) {
                throw new IllegalArgumentException("entries " + (previous + 1) + " to " + (index - 1) + " are missing");
            }
            previous = index;
            // looked up, not walked past: the way to an entry can be damaged as well
            var record = log.get(index);
            if (record == null) {
                throw new IllegalArgumentException("entry " + index + " cannot be found");
            }
            LogRecord.decode(index, record);
        }
    }

    /**
     * Moves the entries out of the file, if there are any.
     *
     * @param file is closed if another takes its place
     * @param bytes how large the new files become
     * @return the file of term and vote
     */
    static MvFile upgrade(MvFile file, String scheme, Path path, String what, long bytes) throws IOException {
        if (!file.hasMap(LOG_MAP) || MvLogStore.newestSegment(file) != 0) {
            return file;
        }
        deleteUnfinished(path.getParent());
        long newest = 0;
        long size = 0;
        var piece = new TreeMap<Long, byte[]>();
        for (var entries = file.map(LOG_MAP).cursor(null); entries.hasNext(); ) {
            long index = entries.next();
            piece.put(index, entries.getValue());
            size += entries.getValue().length;
            if (size >= bytes || !entries.hasNext()) {
                newest++;
                long first = piece.firstKey();
                var place = LogSegments.path(path.getParent(), newest, first);
                LogSegment.create(scheme, place, what, newest, first, piece).close();
                piece.clear();
                size = 0;
            }
        }
        var fresh = MvFile.create(scheme, path, what, Formats.LOG);
        var state = fresh.map(MvLogStore.STATE_MAP);
        file.map(MvLogStore.STATE_MAP).forEach(state::put);
        if (newest > 0) {
            state.put(MvLogStore.KEY_SEGMENT, StateRecord.number(newest));
        }
        fresh.commit();
        file.close();
        fresh.publish(path);
        return MvFile.open(scheme, path, what, Formats.LOG, MvLogStore::verify);
    }

    private static void deleteUnfinished(Path directory) throws IOException {
        for (var file : LogSegments.files(directory)) {
            Files.delete(file);
        }
    }
}
