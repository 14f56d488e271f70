package io.curia.torture.check;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether each key's operations look as if done one after the other, each at some moment between its start and its end
 * (Herlihy and Wing). The search is Wing and Gong's with Lowe's memory of what was tried ("Testing for linearizability",
 * 2016). Keys are independent, for a history is linearizable if it is key by key. Stateless.
 */
public final class Linearizability {
    private static final String PROMISE = "linearizability";
    private static final int SHOWN = 24;

    private Linearizability() {}

    /** One violation for each key whose operations contradict each other. */
    public static List<Violation> check(List<Operation> history) {
        var violations = new ArrayList<Violation>();
        byKey(history).forEach((key, operations) -> firstContradiction(operations)
                .ifPresent(prefix -> violations.add(violation(key, prefix))));
        return violations;
    }

    private static Map<String, List<Operation>> byKey(List<Operation> history) {
        var byKey = new TreeMap<String, List<Operation>>();
        for (var operation : history) {
            if (Register.counts(operation)) {
                byKey.computeIfAbsent(operation.key(), k -> new ArrayList<>()).add(operation);
            }
        }
        var ofAll = history.stream().filter(Register::isOfAllKeys).toList();
        byKey.values().forEach(operations -> operations.addAll(ofAll));
        return byKey;
    }

    private static Violation violation(String key, List<Operation> prefix) {
        var last = prefix.get(prefix.size() - 1);
        var window = prefix.subList(Math.max(0, prefix.size() - SHOWN), prefix.size());
        return new Violation(
                PROMISE,
                "no order of the operations on " + key + " explains the " + last.kind() + " of client " + last.client()
                        + ", which got " + last.output() + " (" + last.outcome() + ")",
                window);
    }

    /** The shortest beginning, in the order of ends, that has no order; empty if the whole has one. */
    private static Optional<List<Operation>> firstContradiction(List<Operation> operations) {
        var byEnd = new ArrayList<>(operations);
        byEnd.sort(Comparator.comparingLong(Linearizability::returned));
        if (isLinearizable(byEnd)) {
            return Optional.empty();
        }
        // a beginning is what was over by a moment, and what had begun by then with its end unknown
        int fine = 0;
        int broken = byEnd.size();
        while (broken - fine > 1) {
            int middle = (fine + broken) >>> 1;
            if (isLinearizable(beginning(byEnd, middle))) {
                fine = middle;
            } else {
                broken = middle;
            }
        }
        return Optional.of(byEnd.subList(0, broken));
    }

    private static List<Operation> beginning(List<Operation> byEnd, int count) {
        var until = returned(byEnd.get(count - 1));
        var beginning = new ArrayList<>(byEnd.subList(0, count));
        byEnd.subList(count, byEnd.size()).stream()
                .filter(later -> later.startNs() <= until && changes(later))
                .map(Operation::unanswered)
                .forEach(beginning::add);
        return beginning;
    }

    private static boolean changes(Operation operation) {
        return switch (operation.kind()) {
            case WRITE, WRITE_PAIR, CAS, SAVE, RESTORE -> true;
            default -> false;
        };
    }

    private static long returned(Operation operation) {
        return operation.outcome() == Outcome.UNKNOWN ? Long.MAX_VALUE : operation.endNs();
    }

    /** A call or a return, in a list from which what was given its place is lifted out, and put back on the way back. */
    private static final class Entry {
        final Operation operation;
        final int number;
        /** Null for a return. */
        Entry itsReturn;

        Entry previous;
        Entry next;

        Entry(Operation operation, int number) {
            this.operation = operation;
            this.number = number;
        }

        void lift() {
            unlink();
            itsReturn.unlink();
        }

        void putBack() {
            itsReturn.relink();
            relink();
        }

        private void unlink() {
            previous.next = next;
            if (next != null) {
                next.previous = previous;
            }
        }

        private void relink() {
            previous.next = this;
            if (next != null) {
                next.previous = this;
            }
        }
    }

    private record Tried(BitSet placed, Register.State state) {}

    private record Choice(Entry call, Register.State stateBefore) {}

    /** Whether these, all of one key, have an order. Those without an answer need no place in it. */
    static boolean isLinearizable(List<Operation> operations) {
        var head = entries(operations);
        int answered = (int) operations.stream()
                .filter(operation -> operation.outcome() != Outcome.UNKNOWN)
                .count();
        var placed = new BitSet(operations.size());
        Set<Tried> tried = new HashSet<>();
        var choices = new ArrayList<Choice>();
        var state = Register.State.INITIAL;
        var entry = head.next;
        while (answered > 0) {
            if (entry != null && entry.itsReturn != null) {
                var step = Register.apply(state, entry.operation);
                if (step instanceof Register.Step.To to) {
                    placed.set(entry.number);
                    if (tried.add(new Tried((BitSet) placed.clone(), to.state()))) {
                        choices.add(new Choice(entry, state));
                        state = to.state();
                        answered -= isAnswered(entry);
                        entry.lift();
                        entry = head.next;
                        continue;
                    }
                    placed.clear(entry.number);
                }
                entry = entry.next;
            } else {
                // what returned here has no place before: the last choice was wrong
                if (choices.isEmpty()) {
                    return false;
                }
                var choice = choices.remove(choices.size() - 1);
                state = choice.stateBefore();
                placed.clear(choice.call().number);
                answered += isAnswered(choice.call());
                choice.call().putBack();
                entry = choice.call().next;
            }
        }
        return true;
    }

    private static int isAnswered(Entry call) {
        return call.operation.outcome() == Outcome.UNKNOWN ? 0 : 1;
    }

    private record Moment(long atNs, boolean isCall, Entry entry) {}

    /** Calls and returns in the order of time, behind a head without an operation; a call comes before a return at once. */
    private static Entry entries(List<Operation> operations) {
        var moments = new ArrayList<Moment>();
        int number = 0;
        for (var operation : operations) {
            var call = new Entry(operation, number);
            call.itsReturn = new Entry(operation, number);
            moments.add(new Moment(operation.startNs(), true, call));
            moments.add(new Moment(returned(operation), false, call.itsReturn));
            number++;
        }
        moments.sort(Comparator.comparingLong(Moment::atNs).thenComparing(moment -> !moment.isCall()));
        var head = new Entry(null, -1);
        var last = head;
        for (var moment : moments) {
            last.next = moment.entry();
            moment.entry().previous = last;
            last = moment.entry();
        }
        return head;
    }
}
