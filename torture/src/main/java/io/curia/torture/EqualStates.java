package io.curia.torture;

import io.curia.torture.check.Violation;
import io.curia.torture.client.Operator;
import io.curia.torture.client.Operator.Compared;
import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether all servers have the same state in the end: what clients can read of it, and the hash of every table. */
final class EqualStates {
    private static final String PROMISE = "all servers are equal";
    private static final int AROUND = 80;
    private static final long LOOK_MS = 250;

    private final List<Server> servers;

    EqualStates(List<Server> servers) {
        this.servers = servers;
    }

    /**
     * Where they are not. No client may write meanwhile.
     *
     * @param patience how long the leader may take to compare all of them
     */
    List<Violation> differences(Duration patience) throws IOException, InterruptedException {
        var differing = new ArrayList<Violation>();
        var first = servers.get(0);
        var expected = keys(first);
        for (var server : servers) {
            var keys = keys(server);
            if (!keys.equals(expected)) {
                differing.add(violation(server.name() + " has another key/value store than " + first.name() + ": "
                        + firstDifference(expected, keys)));
            }
        }
        comparison(patience).ifPresent(differing::add);
        return differing;
    }

    private static Violation violation(String text) {
        return new Violation(PROMISE, text, List.of());
    }

    /** What the leader finds that compares all tables, at an entry after the last write. */
    private Optional<Violation> comparison(Duration patience) throws IOException, InterruptedException {
        var operator = new Operator(servers.get(0).api());
        long written = operator.appliedIndex();
        var all = servers.stream().map(Server::name).toList();
        var deadline = System.nanoTime() + patience.toNanos();
        List<Compared> last;
        do {
            Thread.sleep(LOOK_MS);
            last = operator.comparison();
            var recent = last.stream().filter(each -> each.index() > written).toList();
            if (recent.stream().map(Compared::server).toList().containsAll(all)) {
                var others = recent.stream().filter(each -> !each.isEqual()).toList();
                return others.isEmpty() ? Optional.empty() : Optional.of(violation("other tables: " + text(others)));
            }
        } while (System.nanoTime() < deadline);
        return Optional.of(violation("after " + patience.toSeconds() + " s the leader has not compared " + all
                + " at an entry after " + written + ", but: " + text(last)));
    }

    private static String text(List<Compared> compared) {
        return compared.stream().map(Compared::toString).collect(Collectors.joining(", "));
    }

    private static String firstDifference(String expected, String actual) {
        int at = 0;
        while (at < Math.min(expected.length(), actual.length()) && expected.charAt(at) == actual.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - AROUND);
        return "…" + expected.substring(from, Math.min(expected.length(), at + AROUND)) + "… and …"
                + actual.substring(from, Math.min(actual.length(), at + AROUND)) + "…";
    }

    /** What the server itself has; a default read before it makes it catch up with the leader. */
    private static String keys(Server server) throws IOException, InterruptedException {
        var limit = Duration.ofMinutes(2);
        server.api().send("GET", "/v1/kv/torture/recovered", null, limit);
        return server.api()
                .send("GET", "/v1/kv/torture/?recurse&stale", null, limit)
                .body();
    }
}
