package io.curia.bench.failover;

import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Means;
import io.curia.torture.cluster.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long three real servers acknowledge no write when something happens to their leader. Started by
 * {@code bench/failover/run}.
 */
public final class FailoverFigures {
    private static final int SERVERS = 3;
    private static final String HEAP = "512m";
    /** Until the servers' code is compiled, their pauses are those of a start. */
    private static final long WARM_UP_MS = 20_000;

    private final Fault.Scene scene;
    private final Map<Fault, List<Acknowledgements.Stretch>> seen = new EnumMap<>(Fault.class);

    private FailoverFigures(Fault.Scene scene) {
        this.scene = scene;
    }

    /**
     * Arguments: the project's script; the script of the version to begin with; the directory for state and logs; how often
     * each fault strikes; the faults, separated by commas; whether the network is this run's own.
     */
    public static void main(String[] args) throws Exception {
        int events = Integer.parseInt(args[3]);
        var faults = Arrays.stream(args[4].split(","))
                .map(name -> Fault.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
        var network = Boolean.parseBoolean(args[5]) ? new Network() : null;
        var means = new Means(network, false, null, null, List.of());
        try (var cluster = new Cluster(Path.of(args[1]), Path.of(args[2]), SERVERS, 0, HEAP, means)) {
            cluster.startAll();
            new FailoverFigures(new Fault.Scene(cluster, network, Path.of(args[0]))).run(faults, events);
        }
        System.exit(0);
    }

    private void run(List<Fault> faults, int events) throws IOException, InterruptedException {
        try (var writers = new Writers(scene.cluster().servers())) {
            Votes.awaitLeader(scene.cluster());
            Thread.sleep(WARM_UP_MS);
            System.out.println(
                    "fault            no write for     from  acknowledged  refused  unanswered  nobody there");
            for (int i = 0; i < events; i++) {
                for (var fault : faults) {
                    var leader = fault == Fault.ROLLING_UPGRADE
                            ? Votes.awaitLeader(scene.cluster())
                            : Votes.awaitAll(scene.cluster());
                    writers.begin();
                    fault.strike(scene, leader);
                    print(fault, writers.end());
                }
            }
        }
        System.out.println();
        System.out.println("fault              times     median        p99    longest");
        seen.forEach(FailoverFigures::print);
    }

    private void print(Fault fault, Acknowledgements.Stretch stretch) {
        seen.computeIfAbsent(fault, each -> new ArrayList<>()).add(stretch);
        System.out.printf(
                Locale.ROOT,
                "%-16s %9.0f ms %7.0f %13d %8d %11d %13d%n",
                name(fault),
                stretch.longestNs() / 1e6,
                stretch.atNs() / 1e6,
                stretch.acknowledged(),
                stretch.refused(),
                stretch.unanswered(),
                stretch.unreached());
        stretch.reasons().forEach((why, times) -> System.out.printf(Locale.ROOT, "    %d x %s%n", times, why));
    }

    private static void print(Fault fault, List<Acknowledgements.Stretch> stretches) {
        var longest = stretches.stream()
                .mapToLong(Acknowledgements.Stretch::longestNs)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-16s %7d %7.0f ms %7.0f ms %7.0f ms%n",
                name(fault),
                longest.length,
                at(longest, 0.5) / 1e6,
                at(longest, 0.99) / 1e6,
                longest[longest.length - 1] / 1e6);
    }

    /** Of few values the 99th percentile is the largest. */
    private static long at(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
