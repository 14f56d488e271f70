package io.curia.comparison;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the servers have told of their states at the last few checkpoints of the log. Thread-safe. */
public final class Reports {
    private static final int KEPT = 4;

    private final SortedMap<Long, Map<String, StateReport>> byIndex = new TreeMap<>();

    /** Keeps a report, in the place of an earlier one of the same server and index. */
    public synchronized void add(StateReport report) {
        byIndex.computeIfAbsent(report.index(), index -> new HashMap<>()).put(report.server(), report);
        while (byIndex.size() > KEPT) {
            byIndex.remove(byIndex.firstKey());
        }
    }

    /** Those that are kept, by their indexes, the lowest first. */
    public synchronized SortedMap<Long, Collection<StateReport>> all() {
        var copy = new TreeMap<Long, Collection<StateReport>>();
        byIndex.forEach((index, reports) -> copy.put(index, Map.copyOf(reports).values()));
        return copy;
    }
}
