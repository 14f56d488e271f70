package io.curia.bench.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When writes were acknowledged, and how many were not. Thread-safe. */
final class Acknowledgements {
    private final List<Long> times = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int refused;
    private int unanswered;
    private int unreached;

    /**
     * What clients saw of one stretch of time.
     *
     * @param longestNs the longest time in which no write was acknowledged
     * @param atNs when that began, from the beginning of the stretch
     * @param acknowledged writes
     * @param refused answers that were no success
     * @param unanswered writes without an answer in time
     * @param unreached writes to servers where nobody listened
     * @param reasons what those were told whose writes failed
     */
    record Stretch(
            long longestNs,
            long atNs,
            int acknowledged,
            int refused,
            int unanswered,
            int unreached,
            Map<String, Integer> reasons) {}

    synchronized void acknowledged() {
        times.add(System.nanoTime());
    }

    synchronized void refused(String why) {
        refused++;
        reasons.merge(why, 1, Integer::sum);
    }

    synchronized void unanswered(String why) {
        unanswered++;
        reasons.merge(why, 1, Integer::sum);
    }

    synchronized void unreached() {
        unreached++;
    }

    /** Begins a stretch of time. */
    synchronized void begin() {
        times.clear();
        reasons.clear();
        refused = 0;
        unanswered = 0;
        unreached = 0;
        times.add(System.nanoTime());
    }

    /** What was seen since the beginning of the stretch. */
    synchronized Stretch end() {
        var longest = 0L;
        var at = 0L;
        var all = new ArrayList<>(times);
        all.add(System.nanoTime());
        for (int i = 1; i < all.size(); i++) {
            var gap = all.get(i) - all.get(i - 1);
            if (gap > longest) {
                longest = gap;
                at = all.get(i - 1) - all.get(0);
            }
        }
        return new Stretch(longest, at, times.size() - 1, refused, unanswered, unreached, Map.copyOf(reasons));
    }
}
