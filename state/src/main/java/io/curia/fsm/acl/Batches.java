package io.curia.fsm.acl;

import java.util.List;

/** What a command lists. */
final class Batches {
    private Batches() {}

    /** The list, or an empty one for null. */
    static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }
}
