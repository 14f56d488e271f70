package io.curia.rpc;

import java.io.Serializable;
import java.util.Objects;

/**
 * An archive that a server has ready. Immutable.
 *
 * @param transfer the name under which it is read
 * @param size bytes
 */
public record SavedArchive(String transfer, long size) implements Serializable {
    public SavedArchive {
        Objects.requireNonNull(transfer);
    }
}
