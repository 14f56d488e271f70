package io.curia.memdb;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one index that a transaction changed, as long as they are few. A transaction of millions must not keep millions
 * of keys for watchers there may not be; beyond the limit the watchers are found by comparing roots instead.
 */
final class ChangedKeys {
    private static final int LIMIT = 1024;

    private final List<byte[]> keys = new ArrayList<>();
    private boolean tooMany;

    void add(byte[] key) {
        if (keys.size() < LIMIT) {
            keys.add(key);
        } else {
            tooMany = true;
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether {@link #keys} is not all of them. */
    boolean tooMany() {
        return tooMany;
    }

    List<byte[]> keys() {
        return keys;
    }
}
