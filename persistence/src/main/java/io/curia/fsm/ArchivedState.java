package io.curia.fsm;

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
public record ArchivedState(StateStore store, ArchiveMeta meta, long stateBytes, long greatestIndex) {}
