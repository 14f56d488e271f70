package io.curia.snapshotagent.storage;

import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.config.S3Storage;
import io.curia.snapshotagent.config.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A place for archives. Used by one thread at a time; all methods may block. */
public interface SnapshotTarget extends AutoCloseable {
    /**
     * The place that a configuration names. Nothing is asked of it yet.
     *
     * @param unfinishedFiles where files are made that are on their way there
     */
    static SnapshotTarget of(Storage storage, UnfinishedFiles unfinishedFiles) {
        if (storage instanceof LocalStorage local) {
            return new LocalTarget(local, unfinishedFiles);
        }
        return new S3Target((S3Storage) storage);
    }

    /** Names the place for administrators, without secrets. */
    String description();

    /**
     * Puts an archive there; it is there as a whole or not at all.
     *
     * @param id of the archive, a positive number
     */
    void store(long id, Path archive) throws IOException;

    /** Reads back what is stored. */
    InputStream open(long id) throws IOException;

    /** The ids of all archives there, in ascending order; empty if each takes the place of the one before. */
    List<Long> stored() throws IOException;

    /** Removes an archive, if it is there, and unless it took the place of the one before. */
    void remove(long id) throws IOException;

    @Override
    void close();
}
