package io.curia.archives;

import io.curia.raft.api.ReadGrant;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The state of one moment, to be written as an archive whenever and as often as one likes.
 *
 * @param index the greatest index of its tables
 * @param grant by what right it was read
 * @param archive writes it
 */
public record SavedState(long index, ReadGrant grant, Body archive) {
    public SavedState {
        Objects.requireNonNull(grant);
        Objects.requireNonNull(archive);
    }

    /** The bytes of an archive. */
    @FunctionalInterface
    public interface Body {
        /** Writes everything and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }
}
