package io.curia.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds who has another state than the others at one entry of the log. What most servers have is taken for right; of as many on
 * both sides, what the leader has.
 */
public final class Comparison {
    private Comparison() {}

    /**
     * A verdict on each server that can be compared with another of its version, in the order of their ids.
     *
     * @param reports of one index, one of each server
     * @param leader the node id of the leader, whose report may be missing
     */
    public static List<Verdict> of(Collection<StateReport> reports, String leader) {
        var byVersion = new TreeMap<String, List<StateReport>>();
        reports.forEach(report -> byVersion
                .computeIfAbsent(report.version(), version -> new ArrayList<>())
                .add(report));
        return byVersion.values().stream()
                .filter(group -> group.size() > 1)
                .flatMap(group -> judge(group, leader).stream())
                .sorted(Comparator.comparing(
                        (Verdict verdict) -> verdict.report().server()))
                .toList();
    }

    private static List<Verdict> judge(List<StateReport> group, String leader) {
        var right = group.stream()
                .max(Comparator.comparingLong((StateReport report) -> alike(report, group))
                        .thenComparing(report -> hasStateOf(leader, report, group))
                        .thenComparing(StateReport::server, Comparator.reverseOrder()))
                .orElseThrow();
        return group.stream()
                .map(report -> new Verdict(report, report.digest().differences(right.digest())))
                .toList();
    }

    private static long alike(StateReport report, List<StateReport> group) {
        return group.stream()
                .filter(other -> other.digest().equals(report.digest()))
                .count();
    }

    private static boolean hasStateOf(String leader, StateReport report, List<StateReport> group) {
        return group.stream()
                .anyMatch(
                        other -> other.server().equals(leader) && other.digest().equals(report.digest()));
    }
}
