package io.curia.conformance;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The indexes of one conversation. They are others each time, so a recording has only their order: the first, the second
 * and so on. Equal ranks must be equal numbers, a higher rank a higher number; {@code old} is any index from before the
 * conversation. Not thread-safe.
 */
final class IndexRanks {
    private final NavigableMap<Integer, Long> known;
    private long newestOld;

    IndexRanks() {
        this(new TreeMap<>(), 0);
    }

    private IndexRanks(NavigableMap<Integer, Long> known, long newestOld) {
        this.known = known;
        this.newestOld = newestOld;
    }

    /** As they are now; what comes later is noted in one of the two only. */
    IndexRanks copy() {
        return new IndexRanks(new TreeMap<>(known), newestOld);
    }

    /** An index from before the conversation has come; what is wrong with that, if anything is. */
    Optional<String> old(long index) {
        if (index < 1) {
            return Optional.of("expected an index, got " + index);
        }
        if (!known.isEmpty() && index >= known.firstEntry().getValue()) {
            return Optional.of(
                    "expected an index from before, below " + known.firstEntry().getValue() + ", got " + index);
        }
        newestOld = Math.max(newestOld, index);
        return Optional.empty();
    }

    /** The index of a rank, 1 or more, has come; what is wrong with that, if anything is. */
    Optional<String> ranked(int rank, long index) {
        if (index < 1) {
            return Optional.of("expected an index, got " + index);
        }
        var same = known.get(rank);
        if (same != null) {
            return same == index
                    ? Optional.empty()
                    : Optional.of("expected the same index as before, " + same + ", got " + index);
        }
        long below = above(known.lowerEntry(rank)).orElse(newestOld);
        var higher = known.higherEntry(rank);
        if (index <= below) {
            return Optional.of("expected an index above " + below + ", got " + index);
        }
        if (higher != null && index >= higher.getValue()) {
            return Optional.of("expected an index below " + higher.getValue() + ", got " + index);
        }
        known.put(rank, index);
        return Optional.empty();
    }

    private static Optional<Long> above(Map.Entry<Integer, Long> entry) {
        return Optional.ofNullable(entry).map(Map.Entry::getValue);
    }
}
