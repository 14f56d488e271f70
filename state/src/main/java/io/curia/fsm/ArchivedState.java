package io.curia.fsm;

import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.state.StateStore;

/**
 * The state that an archive holds, read and verified.
 *
 * @param store the state
 * @param meta what the archive says of itself
 * @param stateBytes length of {@code state.bin} in bytes
 * @param greatestIndex the greatest index that the state or the metadata knows, unsigned
 */
public record ArchivedState(StateStore store, ArchiveMeta meta, long stateBytes, long greatestIndex) {
    /** Indexes have to go on rising after a restore for as long as anybody will write. */
    private static final long GREATEST_INDEX = 1L << 62;

    /**
     * Checks what a restore demands beside a sound archive.
     *
     * @param presentIndex the index of the state that it would replace: a cluster can always go back to what it saved
     * @throws ArchiveException if it must not be restored, with the text for clients
     */
    public void requireRestorable(long presentIndex) throws ArchiveException {
        meta.requireRestorable(stateBytes);
        if (Long.compareUnsigned(greatestIndex, Math.max(GREATEST_INDEX, presentIndex)) > 0) {
            throw new ArchiveException("index " + Long.toUnsignedString(greatestIndex) + " is too large");
        }
    }
}
