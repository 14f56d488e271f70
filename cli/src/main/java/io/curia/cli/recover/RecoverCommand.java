package io.curia.cli.recover;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.ServerOptions;
import io.curia.cli.command.TextTable;
import io.curia.raft.offline.LogDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks over what is left of a cluster whose majority is lost for good, and has one server found the group anew. */
@Command(
        description = {
            "Shows what servers that answer (-http-addr, several separated by commas) and data directories of stopped",
            "servers have left of a cluster whose majority is lost for good, and has one of them found it anew."
        })
public final class RecoverCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Parameters(paramLabel = "DIR", arity = "0..*", description = "The data directory of a stopped server.")
    private List<String> directories = new ArrayList<>();

    @Option(
            names = {"-found-from", "--found-from"},
            paramLabel = "<address or dir>",
            description = {
                "Whose state the group shall be founded with: the HTTP address of one of the servers that answer, which",
                "restarts and does it at once; or the data directory of a stopped server, which does it at its next start."
            })
    private String foundFrom;

    private static final Duration RESTART = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Environment environment;

    /** @param environment where the answer goes */
    public RecoverCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure {
        var live = servers.connectAll(environment).stream().map(LiveServer::new).toList();
        var stopped = new ArrayList<StoppedServer>();
        var survivor = live.stream()
                .filter(server -> foundFrom != null && servers.isAt(server.api(), foundFrom))
                .findFirst();
        if (foundFrom != null && survivor.isEmpty() && !Files.exists(Path.of(foundFrom))) {
            throw new CommandFailure(
                    foundFrom + " is neither the address of a server that -http-addr names nor a directory");
        }
        for (var directory : directories(survivor.isPresent())) {
            stopped.add(StoppedServer.read(directory, environment));
        }
        var all = new ArrayList<Remains>();
        for (var server : live) {
            all.add(server.remains());
        }
        stopped.forEach(server -> all.add(server.remains()));
        print(all);
        stopped.stream()
                .filter(server -> server.damage() != null)
                .forEach(server -> environment.out().println(server.damage()));
        requireNoMajority(live);
        var newest = all.stream().filter(Remains::hasState).max(Remains.BY_STATE);
        if (newest.isEmpty()) {
            throw new CommandFailure("No server and no data directory given has any state");
        }
        tellLoss(newest.get(), all);
        if (survivor.isPresent()) {
            requireNoOtherFounder(stopped);
            found(newest.get(), survivor.get(), all.get(live.indexOf(survivor.get())));
        } else if (foundFrom != null) {
            found(newest.get(), stopped);
        }
        return 0;
    }

    private List<String> directories(boolean survivorRuns) {
        var all = new ArrayList<>(directories);
        if (foundFrom != null && !survivorRuns && !all.contains(foundFrom)) {
            all.add(foundFrom);
        }
        return all;
    }

    private void print(List<Remains> all) {
        var table = new TextTable().row("Source", "Node", "ID", "Term", "Last Index", "Of Term", "Applied", "State");
        for (var each : all) {
            table.row(
                    each.place(),
                    each.name().isEmpty() ? "-" : each.name(),
                    each.nodeId().isEmpty() ? "-" : each.nodeId(),
                    Remains.text(each.term()),
                    Remains.text(each.end()),
                    Remains.text(each.endTerm()),
                    Remains.text(each.applied()),
                    each.age().isEmpty() ? each.state() : each.state() + ", " + each.age());
        }
        environment.out().print(table);
    }

    private static void requireNoMajority(List<LiveServer> live) throws CommandFailure {
        for (var server : live) {
            if (server.hasMajority()) {
                throw new CommandFailure("Nothing is to be recovered: the server at " + server.place()
                        + " has a leader that a majority of the servers confirms");
            }
        }
    }

    private static void requireNoOtherFounder(List<StoppedServer> stopped) throws CommandFailure {
        for (var server : stopped) {
            if (server.isToFound()) {
                throw new CommandFailure("At its next start the server of " + server.directory()
                        + " would found a group too: take its raft/peers.json away first");
            }
        }
    }

    private void tellLoss(Remains newest, List<Remains> all) {
        environment.out().println("Newest state: " + newest.place());
        var seen = all.stream().filter(Remains::hasState).map(Remains::nodeId).toList();
        var voters = all.stream().flatMap(each -> each.voters().stream()).toList();
        var missing = voters.stream()
                .filter(voter -> !seen.contains(voter.nodeId()))
                .collect(Collectors.toMap(
                        LogDirectory.Voter::nodeId,
                        Function.identity(),
                        (one, other) -> one.name().isEmpty() ? other : one,
                        LinkedHashMap::new))
                .values()
                .stream()
                .map(voter -> (voter.name().isEmpty() ? voter.nodeId() : voter.name()) + " (" + voter.address() + ")")
                .toList();
        if (!voters.isEmpty() && missing.isEmpty()) {
            environment
                    .out()
                    .println("Every voter that is known of is listed: what was acknowledged is in the newest state");
            return;
        }
        environment
                .out()
                .println("May be lost: what was acknowledged after index " + Math.max(newest.end(), newest.applied())
                        + (voters.isEmpty()
                                ? ", for none of these tells who votes"
                                : ", which only these can have: " + String.join(", ", missing)));
    }

    private void found(Remains newest, LiveServer survivor, Remains remains) throws CommandFailure {
        if (!remains.hasState()) {
            throw new CommandFailure("A group cannot be founded from " + foundFrom + ", which tells of no state");
        }
        requireNewest(newest, remains);
        survivor.foundAnew(remains.nodeId());
        environment
                .out()
                .println("The server at " + foundFrom + " restarts, and founds the group anew with this state");
        long end = System.nanoTime() + RESTART.toNanos();
        while (!survivor.hasMajority()) {
            if (System.nanoTime() - end > 0) {
                throw new CommandFailure("The server at " + foundFrom + " does not lead a group after "
                        + RESTART.toSeconds() + " s: look at its log, and start it if nothing has done so");
            }
            pause();
        }
        environment
                .out()
                .println(
                        "It leads the new group. Servers of the old one that run restart and join it without their state;"
                                + " start the others.");
    }

    private static void pause() throws CommandFailure {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while the server restarts", e);
        }
    }

    private void requireNewest(Remains newest, Remains survivor) throws CommandFailure {
        if (Remains.BY_STATE.compare(newest, survivor) > 0) {
            throw new CommandFailure(newest.place() + " has a newer state than " + foundFrom
                    + ": found from that one, or leave it out to go back to the older state");
        }
    }

    private void found(Remains newest, List<StoppedServer> stopped) throws CommandFailure {
        var survivor = stopped.stream()
                .filter(server -> server.directory().equals(foundFrom))
                .findFirst()
                .orElseThrow();
        if (survivor.damage() != null) {
            throw new CommandFailure("A group cannot be founded from " + foundFrom + ", which is damaged");
        } else if (!survivor.remains().hasState()) {
            throw new CommandFailure("A group cannot be founded from " + foundFrom + ", which has no state");
        }
        requireNewest(newest, survivor.remains());
        survivor.foundAnew();
        environment
                .out()
                .println("At its next start the server of " + foundFrom
                        + " founds the group anew with this state. Start it first; the others join it without theirs.");
    }
}
