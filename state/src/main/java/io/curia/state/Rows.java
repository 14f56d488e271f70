package io.curia.state;

import java.util.ArrayList;
import java.util.List;

/** Rows that reads give. */
final class Rows {
    private Rows() {}

    /** The rows as they are now, also for a loop that changes them. */
    static <T> List<T> toList(Iterable<T> rows) {
        var list = new ArrayList<T>();
        rows.forEach(list::add);
        return list;
    }

    /** The text that is held already, if it is the same, so that a million rows do not hold a million copies. */
    static String shared(String held, String fresh) {
        return held.equals(fresh) ? held : fresh;
    }
}
