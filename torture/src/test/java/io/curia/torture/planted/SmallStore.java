package io.curia.torture.planted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of a key/value store as the clients of a torture need, right but for one fault that is planted in it. It is no
 * double of Curia: it exists to show that clients and checkers together notice such a fault.
 */
final class SmallStore implements AutoCloseable {
    private static final long LONGEST_WAIT_MS = 7_000;

    private final Fault fault;
    private final Random random = new Random(1);
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final TreeMap<String, Entry> before = new TreeMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private long index = 1;

    private record Entry(String value, long modifyIndex, long lockIndex, String session) {}

    private record Answer(int status, String body, long index) {
        static Answer of(boolean done) {
            return new Answer(200, Boolean.toString(done), 0);
        }
    }

    SmallStore(Fault fault) throws IOException {
        this.fault = fault;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getPath();
        var query = query(exchange.getRequestURI().getRawQuery());
        Answer answer;
        try {
            answer = answer(exchange.getRequestMethod(), path, query, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.index() > 0) {
            exchange.getResponseHeaders().add("X-Consul-Index", Long.toString(answer.index()));
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(String text) {
        var query = new TreeMap<String, String>();
        for (var part : text == null ? new String[0] : text.split("&", -1)) {
            int equals = part.indexOf('=');
            query.put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals + 1));
        }
        return query;
    }

    private synchronized Answer answer(String method, String path, Map<String, String> query, String body)
            throws InterruptedException {
        if (path.equals("/v1/txn")) {
            return transaction(body);
        }
        if (path.equals("/v1/session/create")) {
            return new Answer(200, "{\"ID\":\"" + UUID.randomUUID() + "\"}", 0);
        }
        if (path.startsWith("/v1/session/destroy/")) {
            return Answer.of(true);
        }
        var key = path.substring("/v1/kv/".length());
        return method.equals("GET") ? get(key, query) : put(key, query, body);
    }

    private boolean sometimes() {
        return random.nextInt(5) == 0;
    }

    private Answer get(String key, Map<String, String> query) throws InterruptedException {
        if (query.containsKey("index")) {
            await(key, Long.parseLong(query.get("index")));
        }
        var entry = entries.get(key);
        var old = fault == Fault.OLD_READS && !query.containsKey("stale")
                || fault == Fault.STALE_READS_GO_BACK && query.containsKey("stale");
        if (old && sometimes()) {
            entry = before.getOrDefault(key, entry);
        }
        if (entry == null) {
            return new Answer(404, "", index);
        }
        if (query.containsKey("raw")) {
            return new Answer(200, entry.value(), entry.modifyIndex());
        }
        return new Answer(
                200, Json.createArrayBuilder().add(json(key, entry)).build().toString(), entry.modifyIndex());
    }

    private void await(String key, long seen) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT_MS * 1_000_000;
        while (seen > 0 && modifyIndex(key) <= seen && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
    }

    private long modifyIndex(String key) {
        var entry = entries.get(key);
        return entry == null ? index : entry.modifyIndex();
    }

    private static JsonObject json(String key, Entry entry) {
        var value = Base64.getEncoder().encodeToString(entry.value().getBytes(StandardCharsets.UTF_8));
        var json = Json.createObjectBuilder()
                .add("Key", key)
                .add("Value", value)
                .add("ModifyIndex", entry.modifyIndex())
                .add("LockIndex", entry.lockIndex());
        if (!entry.session().isEmpty()) {
            json.add("Session", entry.session());
        }
        return json.build();
    }

    private Answer put(String key, Map<String, String> query, String body) {
        if (query.containsKey("acquire")) {
            return acquire(key, query.get("acquire"), body);
        }
        if (query.containsKey("release")) {
            set(key, new Entry(body, ++index, entries.get(key).lockIndex(), ""));
            return Answer.of(true);
        }
        if (query.containsKey("cas")) {
            var matches = Long.parseLong(query.get("cas")) == (entries.containsKey(key) ? modifyIndex(key) : 0);
            if (!matches && !(fault == Fault.CAS_WINS_WITHOUT_A_MATCH && sometimes())) {
                return Answer.of(false);
            }
            var doubled = fault == Fault.ADDED_TWICE && key.endsWith("number") && sometimes();
            write(key, doubled ? Long.toString(Long.parseLong(body) + 1) : body);
            return Answer.of(true);
        }
        if (fault == Fault.ACKNOWLEDGED_AND_FORGOTTEN && sometimes()) {
            return Answer.of(true);
        }
        if (fault == Fault.REFUSED_AND_DONE && sometimes()) {
            write(key, body);
            return new Answer(503, "no room", 0);
        }
        if (fault == Fault.SEEN_AND_TAKEN_BACK && sometimes() && entries.containsKey(key)) {
            takeBackLater(key, entries.get(key));
            write(key, body);
            return new Answer(500, "leadership lost while committing log", 0);
        }
        write(key, body);
        return Answer.of(true);
    }

    private void takeBackLater(String key, Entry entry) {
        threads.execute(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            synchronized (this) {
                set(key, new Entry(entry.value(), ++index, entry.lockIndex(), entry.session()));
            }
        });
    }

    private Answer acquire(String key, String session, String body) {
        var entry = entries.get(key);
        var free = entry == null || entry.session().isEmpty() || entry.session().equals(session);
        if (!free && fault != Fault.TWO_HOLDERS) {
            return Answer.of(false);
        }
        long lockIndex = entry == null ? 0 : entry.lockIndex();
        set(
                key,
                new Entry(
                        body,
                        ++index,
                        free && (entry == null || entry.session().isEmpty()) ? lockIndex + 1 : lockIndex,
                        session));
        return Answer.of(true);
    }

    private void write(String key, String value) {
        var entry = entries.get(key);
        set(
                key,
                new Entry(value, ++index, entry == null ? 0 : entry.lockIndex(), entry == null ? "" : entry.session()));
    }

    private void set(String key, Entry entry) {
        var old = entries.put(key, entry);
        if (old != null) {
            before.put(key, old);
        }
        if (fault != Fault.LOST_WAKE_UPS) {
            notifyAll();
        }
    }

    private Answer transaction(String body) {
        var operations = Json.createReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .readArray();
        var results = Json.createArrayBuilder();
        int place = 0;
        for (var operation : operations) {
            var kv = operation.asJsonObject().getJsonObject("KV");
            var key = kv.getString("Key");
            if (kv.getString("Verb").equals("set")) {
                var torn = fault == Fault.HALF_A_TRANSACTION && place > 0 && sometimes();
                if (!torn) {
                    write(key, new String(Base64.getDecoder().decode(kv.getString("Value")), StandardCharsets.UTF_8));
                }
            } else {
                entries.subMap(key, key + Character.MAX_VALUE)
                        .forEach((name, entry) ->
                                results.add(Json.createObjectBuilder().add("KV", json(name, entry))));
            }
            place++;
        }
        var answer = Json.createObjectBuilder().add("Results", results).add("Errors", JsonValue.NULL);
        return new Answer(200, answer.build().toString(), 0);
    }
}
