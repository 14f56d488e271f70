package io.curia.model;

import java.util.Objects;

/**
 * One row of the usage table (state-store §12).
 *
 * @param id what is counted, such as {@code service-names}
 * @param index index of the last change of the count
 * @param count how many there are
 */
public record UsageEntry(String id, long index, long count) {
    public UsageEntry {
        Objects.requireNonNull(id);
    }
}
