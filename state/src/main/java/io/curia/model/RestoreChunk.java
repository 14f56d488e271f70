package io.curia.model;

import java.util.Objects;

/**
 * A part of an archive that waits to be restored.
 *
 * @param restore the id of the restore, made by the server that proposes it
 * @param sequence the place among the parts, from 0
 * @param offset how many bytes of the archive come before it
 * @param last whether the archive ends with it
 * @param data its bytes
 */
public record RestoreChunk(String restore, long sequence, long offset, boolean last, ByteString data) {
    public RestoreChunk {
        Objects.requireNonNull(restore);
        Objects.requireNonNull(data);
    }

    /** How many bytes of the archive there are up to its end. */
    public long end() {
        return offset + data.length();
    }
}
