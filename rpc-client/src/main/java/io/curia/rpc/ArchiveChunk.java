package io.curia.rpc;

import java.io.Serializable;
import java.util.Objects;

/**
 * A part of an archive.
 *
 * @param offset its place in bytes from the archive's beginning
 * @param bytes the part itself; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
public record ArchiveChunk(long offset, byte[] bytes) implements Serializable {
    public ArchiveChunk {
        Objects.requireNonNull(bytes);
    }
}
