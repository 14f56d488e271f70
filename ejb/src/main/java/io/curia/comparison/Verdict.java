package io.curia.comparison;

import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the state of a server is that of the others.
 *
 * @param report what it told
 * @param differing the tables that are not as those of the others; empty if all are
 */
public record Verdict(StateReport report, SortedSet<String> differing) {
    public Verdict {
        Objects.requireNonNull(report);
        differing = new TreeSet<>(differing);
    }

    /** Whether all tables are as those of the others. */
    public boolean isEqual() {
        return differing.isEmpty();
    }
}
