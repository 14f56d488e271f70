package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several clients that write all the time, to whichever server answers, and remember what they were promised. Half of
 * them write keys of their own, each once; the others add to one number by check-and-set.
 */
final class Workload implements AutoCloseable {
    private static final int CLIENTS_OF_EACH_KIND = 3;
    /** Leaves the machine room to start a server beside the load. */
    private static final long PAUSE_NANOS = 2_000_000;

    private static final long PAUSE_AFTER_FAILURE_NANOS = 100_000_000;

    private static final Pattern ENTRY =
            Pattern.compile("\"Key\":\"[^\"]*/keys/([^\"]+)\",\"Flags\":0,\"Value\":\"([^\"]*)\"");
    private static final Pattern MODIFY_INDEX = Pattern.compile("\"ModifyIndex\":(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\"Value\":\"([^\"]*)\"");

    private final ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS_OF_EACH_KIND);
    private final List<Future<?>> clients = new ArrayList<>();
    private final List<Node> nodes;
    private final String keys;
    private final String number;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> winnersByIndex = new ConcurrentHashMap<>();
    private final AtomicInteger additions = new AtomicInteger();
    private final AtomicInteger uncertainAdditions = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * Begins to write to these servers.
     *
     * @param name what no other workload on them is called
     */
    Workload(String name, List<Node> nodes) {
        this.nodes = nodes;
        this.keys = "/v1/kv/" + name + "/keys/";
        this.number = "/v1/kv/" + name + "/number";
        for (int i = 0; i < CLIENTS_OF_EACH_KIND; i++) {
            int client = i;
            clients.add(threads.submit(() -> {
                writeKeys(client);
                return null;
            }));
            clients.add(threads.submit(() -> {
                add(client);
                return null;
            }));
        }
    }

    /** How many writes of both kinds have been acknowledged so far. */
    int acknowledged() {
        return acknowledged.size() + additions.get();
    }

    /** Stops writing, and fails if a client met what it should not have. */
    void stop() throws InterruptedException, ExecutionException {
        stopped = true;
        for (Future<?> client : clients) {
            client.get();
        }
    }

    /** Fails unless this server has every write that was acknowledged, and no check-and-set that was not its own. */
    void assertKeptBy(Node node) {
        Map<String, String> kept = new HashMap<>();
        Matcher entries = ENTRY.matcher(ok(node, keys + "?recurse").body());
        while (entries.find()) {
            kept.put(entries.group(1), decoded(entries.group(2)));
        }
        assertThat(kept).as("on %s", node.name()).containsAllEntriesOf(acknowledged);
        int total = Integer.parseInt(ok(node, number + "?raw").body());
        assertThat(total)
                .as("additions on %s", node.name())
                .isBetween(additions.get(), additions.get() + uncertainAdditions.get());
        assertThat(winnersByIndex.values()).allMatch(winners -> winners.get() == 1);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }

    private void writeKeys(int client) throws InterruptedException {
        int turn = client;
        for (int i = 0; !stopped; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            String key = client + "-" + i;
            String value = "value of " + key;
            try {
                if (succeeded(clientAt(turn).put(keys + key, value))) {
                    acknowledged.put(key, value);
                } else {
                    turn = next(turn);
                }
            } catch (IOException e) {
                turn = next(turn);
            }
        }
    }

    private void add(int client) throws InterruptedException {
        int turn = client;
        while (!stopped) {
            LockSupport.parkNanos(PAUSE_NANOS);
            HttpResponse<String> seen;
            try {
                seen = clientAt(turn).get(number);
            } catch (IOException e) {
                turn = next(turn);
                continue;
            }
            if (seen.statusCode() != 200 && seen.statusCode() != 404) {
                turn = next(turn);
                continue;
            }
            boolean missing = seen.statusCode() == 404;
            long index = missing ? 0 : Long.parseLong(group(MODIFY_INDEX, seen.body()));
            int before = missing ? 0 : Integer.parseInt(decoded(group(VALUE, seen.body())));
            turn = addOnce(turn, index, before + 1);
        }
    }

    /** Returns the turn to go on with. */
    private int addOnce(int turn, long index, int sum) throws InterruptedException {
        try {
            HttpResponse<String> answer = clientAt(turn).put(number + "?cas=" + index, Integer.toString(sum));
            if (succeeded(answer)) {
                additions.incrementAndGet();
                winnersByIndex.computeIfAbsent(index, i -> new AtomicInteger()).incrementAndGet();
                return turn;
            }
            if (answer.statusCode() == 200) {
                return turn;
            }
        } catch (IOException e) {
            // counted below: no answer is an uncertain one
        }
        uncertainAdditions.incrementAndGet();
        return next(turn);
    }

    /** After a failure at one server, the next one's turn. */
    private static int next(int turn) {
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
        return turn + 1;
    }

    private ApiClient clientAt(int turn) {
        return nodes.get(turn % nodes.size()).client();
    }

    private static boolean succeeded(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && answer.body().strip().equals("true");
    }

    /** The answer to a read, again while there is no leader. */
    private static HttpResponse<String> ok(Node node, String path) {
        return await().ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> node.client().get(path), answer -> answer.statusCode() == 200);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
