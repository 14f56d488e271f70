package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** Has one recorded conversation with a server. Each is used once, by one thread. */
public final class Player {
    /** What a request in the background gets to reach the server before the next step is taken. */
    private static final int SETTLE_MS = 250;

    private static final int DEFAULT_UNTIL_MS = 10_000;
    private static final int POLL_MS = 200;

    private final Conversation conversation;
    private final Server server;
    private final Wire wire;
    private final Variables variables;
    private final Check check;
    private final Map<String, byte[]> bodies = new HashMap<>();
    private final Map<String, CompletableFuture<Answer>> waiting = new HashMap<>();

    private Player(Conversation conversation, Server server, Set<String> features) {
        this.conversation = conversation;
        this.server = server;
        wire = new Wire(server.url());
        variables = server.variables(conversation.name());
        check = new Check(conversation, features.contains("acl"));
    }

    /**
     * The outcome of a step that counts.
     *
     * @param number its place in the conversation, from 1
     * @param request what was asked
     * @param differences empty if the answer was as recorded
     */
    public record Outcome(int number, String request, List<Difference> differences) {
        /** Whether the answer was as recorded. */
        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /**
     * Has a conversation from start to end, and cleans up after it.
     *
     * @param features what the server has that conversations may require, such as {@code acl} or {@code no-acl}
     * @return the outcome of each step that counts, in their order
     */
    public static List<Outcome> play(Conversation conversation, Server server, Set<String> features) {
        return new Player(conversation, server, features).play();
    }

    private List<Outcome> play() {
        quietly(conversation.setup());
        var outcomes = new ArrayList<Outcome>();
        try {
            int number = 0;
            for (var step : conversation.steps()) {
                number++;
                var differences = differences(step);
                if (step.counts()) {
                    outcomes.add(new Outcome(number, described(step), differences));
                }
            }
        } finally {
            quietly(conversation.cleanup());
        }
        return outcomes;
    }

    /** Takes a step and looks at its answer, if one was recorded. */
    private List<Difference> differences(Step step) {
        try {
            var answer = take(step);
            if (answer.isEmpty()) {
                return List.of();
            }
            var before = variables.copy();
            keep(step, answer.get());
            return step.counts() ? check.differences(step, answer.get(), before) : List.of();
        } catch (PlayException e) {
            return List.of(new Difference("request", e.getMessage()));
        }
    }

    private void quietly(List<Step> steps) {
        steps.forEach(this::differences);
    }

    private Optional<Answer> take(Step step) throws PlayException {
        if (step.has("sleep_ms")) {
            pause(step.number("sleep_ms", 0));
            return Optional.empty();
        }
        if (step.has("pending")) {
            pause(step.number("after_ms", 0));
            if (started(step, "pending").isDone()) {
                throw new PlayException("expected it to wait still, but it has answered");
            }
            return Optional.empty();
        }
        if (step.has("background")) {
            var request = request(step);
            waiting.put(step.text("background").orElseThrow(), CompletableFuture.supplyAsync(() -> sendLater(request)));
            pause(SETTLE_MS);
            return Optional.empty();
        }
        var answer = step.has("join") ? joined(step) : step.has("until") ? polled(step) : wire.send(request(step));
        inTime(step, answer.took());
        return Optional.of(answer);
    }

    private Answer sendLater(Wire.Request request) {
        try {
            return wire.send(request);
        } catch (PlayException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<Answer> started(Step step, String field) throws PlayException {
        String name = step.text(field).orElseThrow();
        var request = waiting.get(name);
        if (request == null) {
            throw new PlayException("no request " + name + " has been started");
        }
        return request;
    }

    private Answer joined(Step step) throws PlayException {
        try {
            return started(step, "join").join();
        } catch (CompletionException e) {
            throw new PlayException(e.getCause().getMessage(), e);
        }
    }

    private Answer polled(Step step) throws PlayException {
        var until = variables.fill(step.object("until")).asJsonObject();
        long end = System.nanoTime()
                + Duration.ofMillis(step.number("until_ms", DEFAULT_UNTIL_MS)).toNanos();
        while (true) {
            var answer = wire.send(request(step));
            if (holds(until, answer) || System.nanoTime() > end) {
                return answer;
            }
            pause(POLL_MS);
        }
    }

    private static boolean holds(jakarta.json.JsonObject until, Answer answer) throws PlayException {
        if (until.containsKey("status") && until.getInt("status") != answer.status()) {
            return false;
        }
        if (!until.containsKey("path")) {
            return true;
        }
        var json = Content.of(answer, "").json();
        var found = json.isEmpty()
                ? List.<JsonValue>of()
                : JsonPath.of(until.getString("path")).find(json.get());
        return !found.isEmpty()
                && (!until.containsKey("equals") || found.stream().allMatch(until.get("equals")::equals));
    }

    private static void inTime(Step step, Duration took) throws PlayException {
        if (step.has("within_ms")) {
            var bounds = step.fields().getJsonArray("within_ms").getValuesAs(JsonNumber::intValue);
            if (took.toMillis() < bounds.get(0) || took.toMillis() > bounds.get(1)) {
                throw new PlayException("expected an answer after " + bounds + " ms, it took " + took.toMillis());
            }
        }
    }

    private Wire.Request request(Step step) throws PlayException {
        String path = variables.fill(step.text("path").orElseThrow());
        var headers = new HashMap<String, String>();
        for (var header : step.object("headers").entrySet()) {
            headers.put(header.getKey(), Json.plain(variables.fill(header.getValue())));
        }
        boolean ownToken = path.contains("token=")
                || headers.keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(Set.of("x-consul-token", "authorization")::contains);
        var token = step.has("token")
                ? Optional.of(variables.fill(step.text("token").orElseThrow()))
                : server.token().filter(each -> !ownToken);
        token.filter(each -> !each.isEmpty()).ifPresent(each -> headers.put("X-Consul-Token", each));
        boolean chunked = step.fields().getBoolean("chunked", false);
        return new Wire.Request(step.text("method").orElseThrow(), path, headers, body(step), chunked);
    }

    private Optional<byte[]> body(Step step) throws PlayException {
        if (step.has("json")) {
            return Optional.of(bytes(variables.fill(step.fields().get("json")).toString()));
        }
        if (step.has("text")) {
            return Optional.of(bytes(Json.plain(variables.fill(step.fields().get("text")))));
        }
        if (step.has("base64")) {
            return step.text("base64").map(Base64.getDecoder()::decode);
        }
        if (step.has("repeat")) {
            var what = step.fields().getJsonArray("repeat");
            return Optional.of(bytes(what.getString(0).repeat(what.getInt(1))));
        }
        if (step.has("bytes")) {
            byte[] kept = bodies.get(step.text("bytes").orElseThrow());
            if (kept == null) {
                throw new PlayException("needs a body that no earlier step has yielded");
            }
            return Optional.of(Arrays.copyOf(kept, kept.length * step.number("truncate", 100) / 100));
        }
        return Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void keep(Step step, Answer answer) throws PlayException {
        if (step.has("save_body") && answer.status() == 200) {
            bodies.put(step.text("save_body").orElseThrow(), answer.body());
        }
        for (var wanted : step.object("save").entrySet()) {
            String from = Json.plain(wanted.getValue());
            if (from.startsWith("header:")) {
                answer.header(from.substring("header:".length()))
                        .ifPresent(value -> variables.set(wanted.getKey(), value));
            } else {
                for (var found : found(from, answer)) {
                    variables.set(wanted.getKey(), found);
                }
            }
        }
    }

    /** The first value that a path leads to; none of an answer that is no document, which the comparison will tell. */
    private List<JsonValue> found(String path, Answer answer) throws PlayException {
        var way = JsonPath.of(variables.fill(path));
        try {
            return way.find(Content.of(answer, "json").json().orElseThrow()).stream()
                    .limit(1)
                    .toList();
        } catch (PlayException | JsonException e) {
            return List.of();
        }
    }

    private String described(Step step) {
        if (step.has("join")) {
            return "the answer of " + step.text("join").orElseThrow();
        }
        if (step.has("pending")) {
            return step.text("pending").orElseThrow() + " still waits";
        }
        String path = step.text("path").orElseThrow();
        try {
            path = variables.fill(path);
        } catch (PlayException e) {
            // the step itself has told what it needs
        }
        return step.text("method").orElseThrow() + " " + path;
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
