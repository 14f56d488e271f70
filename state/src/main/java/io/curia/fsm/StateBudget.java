package io.curia.fsm;

import java.io.IOException;

/** Is told, while an archive or a capture is read into a state, how much there is of it, and may end the reading. For one thread. */
@FunctionalInterface
public interface StateBudget {
    /** Lets everything pass. */
    StateBudget UNLIMITED = (bytes, records) -> {};

    /**
     * Takes note of what was read since the call before.
     *
     * @param bytes how many bytes of {@code state.bin}
     * @param records how many records came to their end in them; one that is no entry of the key/value store counts as three
     * @throws IOException if that is too much; nothing more is read. For an archive an {@link
     *     io.curia.snapshot.ArchiveException} with the text for the client
     */
    void spend(long bytes, long records) throws IOException;
}
