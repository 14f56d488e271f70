package io.curia.bench.failover;

import java.util.ArrayList;
import java.util.List;

/** When writes were acknowledged, and how many were not. Thread-safe. */
final class Acknowledgements {
    private final List<Long> times = new ArrayList<>();
    private int refused;
    private int unanswered;
    private int unreached;

    /**
     * What clients saw of one stretch of time.
     *
     * @param longestNs the longest time in which no write was acknowledged
     * @param acknowledged writes
     * @param refused answers that were no success
     * @param unanswered writes without an answer in time
     * @param unreached writes to servers where nobody listened
     */
    record Stretch(long longestNs, int acknowledged, int refused, int unanswered, int unreached) {}

    synchronized void acknowledged() {
        times.add(System.nanoTime());
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void unanswered() {
        unanswered++;
    }

    synchronized void unreached() {
        unreached++;
    }

    /** Begins a stretch of time. */
    synchronized void begin() {
        times.clear();
        refused = 0;
        unanswered = 0;
        unreached = 0;
        times.add(System.nanoTime());
    }

    /** What was seen since the beginning of the stretch. */
    synchronized Stretch end() {
        var longest = 0L;
        var all = new ArrayList<>(times);
        all.add(System.nanoTime());
        for (int i = 1; i < all.size(); i++) {
            longest = Math.max(longest, all.get(i) - all.get(i - 1));
        }
        return new Stretch(longest, times.size() - 1, refused, unanswered, unreached);
    }
}
