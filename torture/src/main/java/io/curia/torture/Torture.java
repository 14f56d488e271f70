package io.curia.torture;

import io.curia.torture.agent.Plant;
import io.curia.torture.check.Violation;
import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Directories;
import io.curia.torture.cluster.Means;
import io.curia.torture.cluster.Network;
import io.curia.torture.cluster.SteppedClock;
import io.curia.torture.history.History;
import io.curia.torture.nemesis.Nemesis;
import io.curia.torture.report.Report;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where {@code ./curia torture} begins. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description = "Starts servers, lets clients work while faults strike, and checks what the clients saw")
public final class Torture implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "5", description = "how long faults strike (${DEFAULT-VALUE})")
    private double minutes;

    @Option(names = "--servers", defaultValue = "3", description = "3 or 5 (${DEFAULT-VALUE})")
    private int servers;

    @Option(names = "--seed", description = "decides what strikes when; the one of a failed run does it again")
    private Long seed;

    @Option(names = "--nemesis", split = ",", description = "the faults, separated by commas; all if not given")
    private List<String> labels = List.of();

    @Option(names = "--heap", defaultValue = "512m", description = "heap of each server (${DEFAULT-VALUE})")
    private String heap;

    @Option(
            names = "--slack",
            defaultValue = "1",
            description = "how many times as long as usual servers may take to recover and to wake who waits; for"
                    + " machines that are slow or busy (${DEFAULT-VALUE})")
    private int slack;

    @Option(names = "--script", hidden = true, required = true)
    private Path script;

    @Option(names = "--data", description = "where state, logs, history and report go; emptied first")
    private Path directory = Path.of("data", "torture");

    @Option(
            names = "--plant",
            split = ",",
            description = "mistakes to plant in Curia, to see whether they are noticed; --plant help lists them")
    private List<String> plants = List.of();

    @Option(names = "--network", hidden = true, description = "whether the namespaces are this run's own")
    private boolean network;

    private static final int SHOWN = 20;

    private Torture() {}

    /** Runs the command; the exit status is 0 if every promise was kept, 1 if one was broken, 2 if it could not be run. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Torture())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("torture: " + failure.getMessage());
                    return 2;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (plants.equals(List.of("help"))) {
            Arrays.stream(Plant.values())
                    .forEach(plant -> System.out.printf(
                            Locale.ROOT,
                            "%-26s %s (--nemesis %s)%n",
                            plant.label(),
                            plant.description(),
                            plant.nemeses()));
            return 0;
        }
        long usedSeed = seed == null ? new Random().nextInt(1_000_000) : seed;
        var planted = plants.stream().map(Plant::labelled).toList();
        Directories.delete(directory.resolve("servers"));
        Files.createDirectories(directory);
        var clock = SteppedClock.build(directory.toAbsolutePath());
        var all = new Means(network ? new Network() : null, network && hasMkfs(), clock, jar(), planted);
        var nemeses = nemeses(all);
        Collections.shuffle(nemeses, new Random(usedSeed));
        System.out.printf(
                Locale.ROOT, "%d servers, %.1f minutes, seed %d: %s%n", servers, minutes, usedSeed, labels(nemeses));
        List<Violation> violations;
        Run run;
        var history = new History(directory.resolve("history.jsonl"));
        var means = needed(all, nemeses);
        try (history;
                var cluster = new Cluster(
                        script,
                        directory.resolve("servers"),
                        servers,
                        nemeses.contains(Nemesis.REPLACE) ? 1 : 0,
                        heap,
                        means)) {
            // a run that is broken off leaves no server behind
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            run = new Run(cluster, means.network(), history, nemeses, usedSeed, slack);
            violations = run.go(Duration.ofMillis((long) (minutes * 60_000)));
        }
        var page = directory.resolve("timeline.html");
        var command = command(usedSeed, nemeses);
        Report.write(page, command, history, violations);
        System.out.print(Summary.of(history, run.strikes()));
        violations.stream()
                .limit(SHOWN)
                .forEach(violation ->
                        System.out.printf(Locale.ROOT, "BROKEN: %s: %s%n", violation.promise(), violation.text()));
        if (violations.size() > SHOWN) {
            System.out.printf(Locale.ROOT, "and %d more, which the picture has%n", violations.size() - SHOWN);
        }
        System.out.printf(Locale.ROOT, "history: %s, picture: %s%n", directory.resolve("history.jsonl"), page);
        if (!violations.isEmpty()) {
            System.out.printf(Locale.ROOT, "once more: %s%n", command);
        }
        return violations.isEmpty() ? 0 : 1;
    }

    private String command(long usedSeed, List<Nemesis> nemeses) {
        return String.format(
                Locale.ROOT,
                "./curia torture --minutes %s --servers %d --seed %d --heap %s --slack %d --nemesis %s%s",
                minutes,
                servers,
                usedSeed,
                heap,
                slack,
                labels(nemeses),
                plants.isEmpty() ? "" : " --plant " + String.join(",", plants));
    }

    private static String labels(List<Nemesis> nemeses) {
        return nemeses.stream().map(Nemesis::label).sorted().collect(Collectors.joining(","));
    }

    /** Servers get only what the faults of this run need, and are else as everybody's. */
    private static Means needed(Means all, List<Nemesis> nemeses) {
        boolean agent = !all.plants().isEmpty() || nemeses.stream().anyMatch(Nemesis::needsAgent);
        boolean clock = nemeses.stream().anyMatch(Nemesis::needsClock);
        boolean mounts = nemeses.stream().anyMatch(Nemesis::needsMounts);
        return new Means(all.network(), mounts, clock ? all.clock() : null, agent ? all.agent() : null, all.plants());
    }

    private static Path jar() throws URISyntaxException {
        return Path.of(Torture.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static boolean hasMkfs() {
        return Stream.of("/sbin", "/usr/sbin", "/bin", "/usr/bin")
                .anyMatch(place -> Files.isExecutable(Path.of(place, "mkfs.ext4")));
    }

    /** Those that were asked for, or all; what cannot be done on this machine is left out, with a line that says why. */
    private List<Nemesis> nemeses(Means means) {
        var wanted = labels.isEmpty()
                ? List.of(Nemesis.values())
                : labels.stream().map(Nemesis::labelled).distinct().toList();
        wanted.stream()
                .filter(each -> !each.isPossible(means))
                .collect(Collectors.groupingBy(Nemesis::needs, TreeMap::new, Collectors.toList()))
                .forEach((needs, left) ->
                        System.out.printf(Locale.ROOT, "left out: %s, for want of %s%n", labels(left), needs));
        var possible = new ArrayList<>(
                wanted.stream().filter(each -> each.isPossible(means)).toList());
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to do");
        }
        return possible;
    }
}
