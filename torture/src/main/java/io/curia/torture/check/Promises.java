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
     * by the answers to a chain of blocking queries. A restore brings entries back with the indexes that they had, once; a server
     * may show it later than the others.
     */
    public static List<Violation> indexesNeverGoBack(List<Operation> history) {
        var violations = new ArrayList<Violation>();
        Map<String, Operation> lastSeen = new HashMap<>();
        Map<String, Long> restoresSeen = new HashMap<>();
        var epochs = Epochs.of(history);
        for (var operation : inOrderOfStart(history)) {
            var followed = operation.kind() == Kind.STALE_READ || operation.kind() == Kind.WATCH;
            if (!followed || operation.outcome() != Outcome.DONE) {
                continue;
            }
            var chain = operation.kind() + " " + operation.client() + " " + operation.server() + " " + operation.key();
            var before = lastSeen.put(chain, operation);
            if (before == null || operation.index() >= before.index()) {
                continue;
            }
            if (restoresSeen.merge(chain, 1L, Long::sum) > epochs.at(operation.endNs())) {
                violations.add(new Violation(
                        "indexes never go back",
                        operation.server() + " showed index " + operation.index() + " after " + before.index() + " for "
                                + operation.key(),
                        List.of(before, operation)));
            }
        }
        return violations;
    }

    /**
     * No two sessions got one lock at the same LockIndex, which {@link Operation#output} of an acquisition has, but for restores,
     * with which LockIndexes begin anew.
     */
    public static List<Violation> oneHolderPerLockIndex(List<Operation> history) {
        var violations = new ArrayList<Violation>();
        Map<String, Operation> holders = new HashMap<>();
        var epochs = Epochs.of(history);
        for (var operation : inOrderOfStart(history)) {
            if (operation.kind() != Kind.ACQUIRE
                    || operation.outcome() != Outcome.DONE
                    || operation.output() == null
                    || !epochs.areTheSame(operation.startNs(), operation.endNs())) {
                continue;
            }
            var epoch = epochs.at(operation.startNs());
            var other = holders.putIfAbsent(epoch + " " + operation.key() + " " + operation.output(), operation);
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
     * A lock is held by one session at a time: from the moment when a client has seen that it holds it to the moment when it
     * begins to give it back, no other has it. Sessions are ended by their own clients only, and by restores.
     */
    public static List<Violation> oneHolderAtATime(List<Operation> history) {
        var violations = new ArrayList<Violation>();
        for (var holds : holds(history).values()) {
            holds.sort(Comparator.comparingLong(Hold::fromNs));
            for (int i = 1; i < holds.size(); i++) {
                var before = holds.get(i - 1);
                var after = holds.get(i);
                if (after.fromNs() < before.untilNs() && !before.session().equals(after.session())) {
                    violations.add(new Violation(
                            "one holder at a time",
                            before.acquired().key() + " was held by two sessions at once",
                            List.of(before.acquired(), before.released(), after.acquired(), after.released())));
                }
            }
        }
        return violations;
    }

    /** A lock in somebody's hands. */
    private record Hold(Operation acquired, Operation released) {
        private long fromNs() {
            return acquired.endNs();
        }

        private long untilNs() {
            return released.startNs();
        }

        private String session() {
            return acquired.input();
        }
    }

    private static Map<String, List<Hold>> holds(List<Operation> history) {
        var epochs = Epochs.of(history);
        Map<String, List<Hold>> holds = new HashMap<>();
        Map<Integer, Operation> acquired = new HashMap<>();
        for (var operation : inOrderOfStart(history)) {
            if (operation.kind() == Kind.ACQUIRE) {
                acquired.put(operation.client(), operation);
            } else if (operation.kind() == Kind.RELEASE) {
                var hold = new Hold(acquired.get(operation.client()), operation);
                boolean certain = hold.acquired() != null
                        && hold.acquired().outcome() == Outcome.DONE
                        && hold.acquired().output() != null
                        && epochs.areTheSame(hold.acquired().startNs(), operation.endNs());
                if (certain) {
                    holds.computeIfAbsent(operation.key(), key -> new ArrayList<>())
                            .add(hold);
                }
            }
        }
        return holds;
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

    /**
     * A blocking query answers before its time only if there is something new: its index is another than the one that the
     * client has seen.
     *
     * @param wait how long the query asked to be held
     * @param calm as for {@link #watchesWake}: a server whose whole state is replaced answers all who wait
     */
    public static List<Violation> watchesDoNotWakeInVain(List<Operation> history, Duration wait, Calm calm) {
        return history.stream()
                .filter(watch -> watch.kind() == Kind.WATCH && watch.outcome() == Outcome.DONE)
                .filter(watch -> watch.index() > 0 && watch.input().equals(Long.toString(watch.index())))
                .filter(watch -> watch.endNs() - watch.startNs() < wait.toNanos())
                .filter(watch -> calm.during(watch.startNs(), watch.endNs()))
                .map(watch -> new Violation(
                        "none woken in vain",
                        watch.server() + " answered a query on " + watch.key() + " after "
                                + (watch.endNs() - watch.startNs()) / 1_000_000 + " ms with the index "
                                + watch.index() + " that it was asked with",
                        List.of(watch)))
                .toList();
    }

    private static List<Operation> inOrderOfStart(List<Operation> history) {
        return history.stream()
                .sorted(Comparator.comparingLong(Operation::startNs))
                .toList();
    }
}
