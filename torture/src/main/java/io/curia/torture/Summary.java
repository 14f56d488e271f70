package io.curia.torture;

import io.curia.torture.history.History;
import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import io.curia.torture.nemesis.Nemesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run did, in figures. Stateless. */
final class Summary {
    private Summary() {}

    static String of(History history, List<Run.Strike> strikes) {
        var operations = history.operations();
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d operations: %d done, %d refused, %d uncertain%n",
                operations.size(),
                count(operations, Outcome.DONE),
                count(operations, Outcome.REFUSED),
                count(operations, Outcome.UNKNOWN)));
        Map<Nemesis, List<Long>> gaps = new TreeMap<>();
        var acknowledged = acknowledgements(operations);
        for (var strike : strikes) {
            gaps.computeIfAbsent(strike.nemesis(), n -> new ArrayList<>())
                    .add(longestGapMs(acknowledged, strike.startNs(), strike.recoveredNs()));
        }
        text.append(String.format(Locale.ROOT, "longest time without an acknowledged write, ms%n"));
        gaps.forEach((nemesis, times) -> text.append(String.format(
                Locale.ROOT,
                "  %-16s %3d times: %s%n",
                nemesis.label(),
                times.size(),
                times.stream().sorted().map(Object::toString).collect(Collectors.joining(" ")))));
        return text.toString();
    }

    private static long count(List<Operation> operations, Outcome outcome) {
        return operations.stream()
                .filter(operation -> operation.outcome() == outcome)
                .count();
    }

    private static long[] acknowledgements(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.outcome() == Outcome.DONE)
                .filter(operation -> operation.kind() == Kind.WRITE || operation.kind() == Kind.WRITE_PAIR)
                .mapToLong(Operation::endNs)
                .sorted()
                .toArray();
    }

    private static long longestGapMs(long[] acknowledged, long fromNs, long toNs) {
        long last = fromNs;
        long longest = 0;
        for (long at : acknowledged) {
            if (at >= fromNs && last <= toNs) {
                longest = Math.max(longest, at - last);
                last = at;
            }
        }
        return longest / 1_000_000;
    }
}
