package io.curia.torture.check;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.util.Comparator;
import java.util.List;

/** The times between restores of the whole state. While one may be under way it is none and the other. */
record Epochs(List<Operation> restores) {
    static Epochs of(List<Operation> history) {
        return new Epochs(history.stream()
                .filter(operation -> operation.kind() == Kind.RESTORE && operation.outcome() != Outcome.REFUSED)
                .sorted(Comparator.comparingLong(Operation::startNs))
                .toList());
    }

    /** How many were over, or at least begun. */
    long at(long atNs) {
        return restores.stream().filter(restore -> restore.startNs() <= atNs).count();
    }

    /** Whether none happened between two moments; one without an answer may happen at any later time. */
    boolean areTheSame(long fromNs, long toNs) {
        return restores.stream()
                .noneMatch(restore -> restore.startNs() <= toNs && (isOpen(restore) || restore.endNs() >= fromNs));
    }

    private static boolean isOpen(Operation restore) {
        return restore.outcome() == Outcome.UNKNOWN;
    }
}
