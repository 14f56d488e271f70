package io.curia.torture.check;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers that are added to, and between which bounds they must be. Stateless. */
public final class Additions {
    private Additions() {}

    /** What a number is at least and at most. */
    private record Bounds(long least, long most) {
        private static final Bounds ZERO = new Bounds(0, 0);

        private Bounds or(Bounds other) {
            return new Bounds(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    /**
     * The numbers hold what was added: each addition that was acknowledged once, of the uncertain ones any. Where the state
     * was restored, what was added since it was saved does not count.
     *
     * @param totals what the numbers are at the end, by key
     */
    public static List<Violation> countOnce(List<Operation> history, Map<String, Long> totals) {
        var violations = new ArrayList<Violation>();
        totals.forEach((key, total) -> {
            var bounds = bounds(history, key);
            if (total < bounds.least() || total > bounds.most()) {
                violations.add(new Violation(
                        "each write once",
                        key + " is " + total + ", and by what was acknowledged and what is uncertain it is at least "
                                + bounds.least() + " and at most " + bounds.most(),
                        List.of()));
            }
        });
        return violations;
    }

    private static Bounds bounds(List<Operation> history, String key) {
        var additions = history.stream()
                .filter(operation ->
                        operation.kind() == Kind.ADD && operation.key().equals(key))
                .filter(operation -> operation.outcome() != Outcome.REFUSED)
                .toList();
        var archives = history.stream()
                .filter(Register::isOfAllKeys)
                .sorted(Comparator.comparingLong(Operation::startNs))
                .toList();
        Map<String, Bounds> saved = new HashMap<>();
        var base = Bounds.ZERO;
        long fromNs = Long.MIN_VALUE;
        long certainFromNs = Long.MIN_VALUE;
        for (var operation : archives) {
            var present = sum(base, additions, fromNs, certainFromNs, operation.startNs(), operation.endNs());
            if (operation.kind() == Kind.SAVE) {
                saved.put(operation.input(), present);
            } else if (operation.outcome() == Outcome.DONE) {
                base = saved.get(operation.input());
                fromNs = operation.startNs();
                certainFromNs = operation.endNs();
            } else {
                // it may happen at any later time; what is added meanwhile counts or not
                var archive = saved.get(operation.input());
                base = new Bounds(
                        Math.min(archive.least(), present.least()),
                        base.or(archive).most());
                certainFromNs = Long.MAX_VALUE;
            }
        }
        return sum(base, additions, fromNs, certainFromNs, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** What a number is that was {@code base} and has the additions of a span of time, whose ends are uncertain. */
    private static Bounds sum(
            Bounds base, List<Operation> additions, long fromNs, long certainFromNs, long certainToNs, long toNs) {
        long certain = additions.stream()
                .filter(each -> each.outcome() == Outcome.DONE)
                .filter(each -> each.startNs() >= certainFromNs && each.endNs() <= certainToNs)
                .count();
        long possible = additions.stream()
                .filter(each -> each.startNs() <= toNs)
                .filter(each -> each.outcome() == Outcome.UNKNOWN || each.endNs() >= fromNs)
                .count();
        return new Bounds(base.least() + certain, base.most() + possible);
    }
}
