package io.curia.fsm;

import io.curia.snapshot.ArchiveException;

/** Is told, while an archive is read into a state, how much there is of it, and may end the reading. For one thread. */
@FunctionalInterface
public interface StateBudget {
    /** Lets everything pass. */
    StateBudget UNLIMITED = (bytes, records) -> {};

    /**
     * Takes note of what was read since the call before.
     *
     * @param bytes how many bytes of {@code state.bin}
     * @param records how many records came to their end in them; one that is no entry of the key/value store counts as three
     * @throws ArchiveException if that is too much, with the text for the client; nothing more is read
     */
    void spend(long bytes, long records) throws ArchiveException;
}
