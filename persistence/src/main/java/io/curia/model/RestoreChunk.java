package io.curia.model;

import java.util.Objects;

/**
 * A part of an archive that waits to be restored.
 *
 * @param restore the id of the restore, made by the server that proposes it
 * @param sequence the place among the parts, from 0
 * @param data its bytes
 */
public record RestoreChunk(String restore, long sequence, ByteString data) {
    public RestoreChunk {
        Objects.requireNonNull(restore);
        Objects.requireNonNull(data);
    }
}
