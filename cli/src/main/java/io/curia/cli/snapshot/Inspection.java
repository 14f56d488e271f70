package io.curia.cli.snapshot;

import io.curia.cli.command.FileFaults;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is in an archive that was read to its end. Immutable.
 *
 * @param meta what the archive says of itself
 * @param stateBytes the true length of {@code state.bin}
 * @param types the records by type, the largest first
 * @param recordBytes of all of them, the state's header counted in
 * @param keys the keys by their first parts, the largest first; null if they were not asked for
 */
record Inspection(ArchiveMeta meta, long stateBytes, List<Tally> types, long recordBytes, List<Tally> keys) {
    private static final String META_FILE = "meta.json";

    /**
     * Reads and verifies an archive; its size, version and record types may be any.
     *
     * @throws ArchiveException if it is no whole and sound archive
     * @throws StateRecords.StateFault if its state is not made of records
     * @throws IOException if the stream fails
     */
    static Inspection ofArchive(InputStream archive, KeyGrouping grouping) throws IOException {
        var counter = new RecordCounter(grouping);
        var verified = StateRecords.readArchive(archive, counter);
        return of(verified.meta(), verified.stateBytes(), counter, grouping);
    }

    /**
     * Reads a state with its metadata beside it, as servers of Consul keep it on disk.
     *
     * @param state its bytes
     * @param file its name
     * @throws ArchiveException if the metadata are none, or absent
     * @throws StateRecords.StateFault if the state is not made of records
     * @throws IOException if the state cannot be read
     */
    static Inspection ofState(InputStream state, Path file, KeyGrouping grouping) throws IOException {
        var meta = metaBeside(file);
        var counter = new RecordCounter(grouping);
        StateRecords.read(state, counter);
        return of(meta, counter.stateBytes(), counter, grouping);
    }

    /** The number of all records. */
    long records() {
        return types.stream().mapToLong(Tally::count).sum();
    }

    /** How many bytes the keys that were counted have. */
    long keyBytes() {
        return keys == null ? 0 : keys.stream().mapToLong(Tally::bytes).sum();
    }

    private static Inspection of(ArchiveMeta meta, long stateBytes, RecordCounter counter, KeyGrouping grouping) {
        return new Inspection(
                meta, stateBytes, counter.types(), counter.stateBytes(), grouping.wanted() ? counter.keys() : null);
    }

    private static ArchiveMeta metaBeside(Path state) throws ArchiveException {
        var file = state.resolveSibling(META_FILE);
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ArchiveException(FileFaults.text("open", file.toString(), e), e);
        }
        try {
            return ArchiveMeta.fromJson(json);
        } catch (ArchiveException e) {
            throw new ArchiveException("failed to decode snapshot metadata: " + e.getMessage(), e);
        }
    }
}
