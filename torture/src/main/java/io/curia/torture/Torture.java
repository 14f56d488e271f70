package io.curia.torture;

import io.curia.torture.check.Violation;
import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Network;
import io.curia.torture.history.History;
import io.curia.torture.nemesis.Nemesis;
import io.curia.torture.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Option(names = "--script", hidden = true, required = true)
    private Path script;

    @Option(names = "--data", description = "where state, logs, history and report go; emptied first")
    private Path directory = Path.of("data", "torture");

    @Option(names = "--network", hidden = true, description = "whether the network namespace is this run's own")
    private boolean network;

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
        long usedSeed = seed == null ? new Random().nextInt(1_000_000) : seed;
        var nemeses = nemeses();
        Collections.shuffle(nemeses, new Random(usedSeed));
        clear(directory);
        System.out.printf(
                Locale.ROOT, "%d servers, %.1f minutes, seed %d: %s%n", servers, minutes, usedSeed, labels(nemeses));
        List<Violation> violations;
        Run run;
        var history = new History(directory.resolve("history.jsonl"));
        var links = network ? new Network() : null;
        try (history;
                var cluster = new Cluster(script, directory.resolve("servers"), servers, heap, links)) {
            run = new Run(cluster, links, history, nemeses, usedSeed);
            violations = run.go(Duration.ofMillis((long) (minutes * 60_000)));
        }
        var page = directory.resolve("timeline.html");
        Report.write(page, history, violations);
        System.out.print(Summary.of(history, run.strikes()));
        violations.forEach(
                violation -> System.out.printf(Locale.ROOT, "BROKEN: %s: %s%n", violation.promise(), violation.text()));
        System.out.printf(Locale.ROOT, "history: %s, picture: %s%n", directory.resolve("history.jsonl"), page);
        if (!violations.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "once more: ./curia torture --minutes %s --servers %d --seed %d --nemesis %s%n",
                    minutes,
                    servers,
                    usedSeed,
                    labels(nemeses));
        }
        return violations.isEmpty() ? 0 : 1;
    }

    private static String labels(List<Nemesis> nemeses) {
        return nemeses.stream().map(Nemesis::label).sorted().collect(Collectors.joining(","));
    }

    private List<Nemesis> nemeses() throws InterruptedException {
        var chosen = labels.isEmpty()
                ? Arrays.stream(Nemesis.values()).filter(each -> network || !each.needsNetwork())
                : labels.stream().map(Nemesis::labelled);
        var nemeses = new ArrayList<>(chosen.distinct().toList());
        if (nemeses.contains(Nemesis.SLOW_LINKS) && network && !Network.canDelay()) {
            System.out.println("slow-links is left out: this kernel cannot delay packets (netem)");
            nemeses.remove(Nemesis.SLOW_LINKS);
        }
        nemeses.stream()
                .filter(each -> each.needsNetwork() && !network)
                .findFirst()
                .ifPresent(each -> {
                    throw new IllegalArgumentException(
                            each.label() + " needs root, unshare (util-linux), nft (nftables) and tc (iproute2)");
                });
        return nemeses;
    }

    private static void clear(Path directory) throws IOException {
        var servers = directory.resolve("servers");
        if (Files.exists(servers)) {
            try (var files = Files.walk(servers)) {
                for (var file : files.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }
}
