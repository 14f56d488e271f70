package io.curia.torture.check;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The promises that need no search. Stateless. */
public final class Promises {
    private Promises() {}

    /**
     * One server, as long as it runs, never shows an older state than before to the same client: not by stale reads, nor
     * by the answers to a chain of blocking queries.
     */
    public static List<Violation> indexesNeverGoBack(List<Operation> history) {
        var violations = new ArrayList<Violation>();
        Map<String, Operation> lastSeen = new HashMap<>();
        for (var operation : inOrderOfStart(history)) {
            var followed = operation.kind() == Kind.STALE_READ || operation.kind() == Kind.WATCH;
            if (!followed || operation.outcome() != Outcome.DONE) {
                continue;
            }
            var chain = operation.kind() + " " + operation.client() + " " + operation.server() + " " + operation.key();
            var before = lastSeen.put(chain, operation);
            if (before != null && operation.index() < before.index()) {
                violations.add(new Violation(
                        "indexes never go back",
                        operation.server() + " showed index " + operation.index() + " after " + before.index() + " for "
                                + operation.key(),
                        List.of(before, operation)));
            }
        }
        return violations;
    }

    /** No two sessions got one lock at the same LockIndex, which {@link Operation#output} of an acquisition has. */
    public static List<Violation> oneHolderPerLockIndex(List<Operation> history) {
        var violations = new ArrayList<Violation>();
        Map<String, Operation> holders = new HashMap<>();
        for (var operation : inOrderOfStart(history)) {
            if (operation.kind() != Kind.ACQUIRE || operation.outcome() != Outcome.DONE || operation.output() == null) {
                continue;
            }
            var other = holders.putIfAbsent(operation.key() + " " + operation.output(), operation);
            if (other != null && !other.input().equals(operation.input())) {
                violations.add(new Violation(
                        "one holder per LockIndex",
                        operation.key() + " was held twice at LockIndex " + operation.output(),
                        List.of(other, operation)));
            }
        }
        return violations;
    }

    /**
     * The numbers hold what was added: each addition that was acknowledged once, of the uncertain ones any.
     *
     * @param totals what the numbers are at the end, by key
     */
    public static List<Violation> additionsCountOnce(List<Operation> history, Map<String, Long> totals) {
        var violations = new ArrayList<Violation>();
        var byKey = history.stream()
                .filter(operation -> operation.kind() == Kind.ADD)
                .collect(Collectors.groupingBy(Operation::key));
        byKey.forEach((key, additions) -> {
            long done = count(additions, Outcome.DONE);
            long open = count(additions, Outcome.UNKNOWN);
            long total = totals.getOrDefault(key, 0L);
            if (total < done || total > done + open) {
                violations.add(new Violation(
                        "each write once",
                        key + " is " + total + " after " + done + " acknowledged additions and " + open
                                + " uncertain ones",
                        List.of()));
            }
        });
        return violations;
    }

    private static long count(List<Operation> operations, Outcome outcome) {
        return operations.stream()
                .filter(operation -> operation.outcome() == outcome)
                .count();
    }

    /**
     * A blocking query that waits for a key answers soon after a write to it is acknowledged.
     *
     * @param soon how long after the acknowledgement the answer may come
     * @param calm whether nothing was done to the servers in a span of time, from nanosecond to nanosecond
     */
    public static List<Violation> watchesWake(List<Operation> history, Duration soon, Calm calm) {
        var violations = new ArrayList<Violation>();
        Map<String, List<Operation>> writes = history.stream()
                .filter(operation -> operation.kind() == Kind.WRITE && operation.outcome() == Outcome.DONE)
                .sorted(Comparator.comparingLong(Operation::endNs))
                .collect(Collectors.groupingBy(Operation::key));
        for (var watch : history) {
            if (watch.kind() != Kind.WATCH) {
                continue;
            }
            writes.getOrDefault(watch.key(), List.of()).stream()
                    .filter(write -> write.startNs() > watch.startNs())
                    .filter(write -> write.endNs() + soon.toNanos() < watch.endNs())
                    .filter(write -> calm.during(watch.startNs(), watch.endNs()))
                    .findFirst()
                    .ifPresent(write -> violations.add(new Violation(
                            "no lost wake-up",
                            watch.server() + " left a query on " + watch.key() + " waiting for more than "
                                    + soon.toMillis() + " ms after a write",
                            List.of(watch, write))));
        }
        return violations;
    }

    /** Whether nothing was done to the servers. */
    public interface Calm {
        /** Whether that holds from {@code fromNs} to {@code toNs}. */
        boolean during(long fromNs, long toNs);
    }

    private static List<Operation> inOrderOfStart(List<Operation> history) {
        return history.stream()
                .sorted(Comparator.comparingLong(Operation::startNs))
                .toList();
    }
}
