package io.curia.conformance;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds whole answers of one conversation against the recorded ones. Not thread-safe. */
final class Check {
    /** Headers that must be as recorded, or absent; others count only where a recording has them. */
    private static final List<String> TRACKED = List.of(
            "Content-Type",
            "Content-Encoding",
            "Location",
            "Allow",
            "X-Consul-Index",
            "X-Consul-KnownLeader",
            "X-Consul-LastContact",
            "X-Consul-Effective-Consistency",
            "X-Consul-Query-Backend",
            "X-Consul-Reason",
            "X-Consul-ContentHash",
            "X-Consul-Translate-Addresses",
            "X-Cache",
            "X-Content-Type-Options",
            "Content-Security-Policy");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private IndexRanks ranks = new IndexRanks();
    private final List<String> allowed;
    private final boolean accessControl;

    /** @param accessControl whether the server has it on, for which a few answers were recorded apart */
    Check(Conversation conversation, boolean accessControl) {
        this.allowed = conversation.allowed();
        this.accessControl = accessControl;
    }

    /**
     * All that differs between an answer and the one that a step has recorded. An answer that differs is not believed
     * what it says of indexes either.
     *
     * @param variables as they were before this step kept any
     * @throws PlayException if the recording needs a value that there is not
     */
    List<Difference> differences(Step step, Answer answer, Variables variables) throws PlayException {
        var expected = step.expected(accessControl);
        var allowedHere = new ArrayList<>(allowed);
        allowedHere.addAll(Conversation.texts(step.fields(), "allow_extra"));
        var believed = ranks.copy();
        var comparison = new Comparison(believed, allowedHere);
        if (expected.getInt("status") != answer.status()) {
            comparison.add(Difference.between("status", expected.get("status"), answer.status()));
        }
        try {
            body(comparison, step, expected, Content.of(answer, step.text("as").orElse("")), variables);
        } catch (PlayException e) {
            comparison.add(new Difference("body", e.getMessage()));
        }
        headers(comparison, expected, answer, variables);
        var differences = comparison.differences();
        ranks = differences.isEmpty() ? believed : ranks;
        return differences;
    }

    private static void body(
            Comparison comparison, Step step, JsonObject expected, Content content, Variables variables)
            throws PlayException {
        if (expected.containsKey("json")) {
            var wanted = ordered(variables.fill(expected.get("json")), step);
            if (content.json().isEmpty()) {
                comparison.add(Difference.between("body", wanted, content.text()));
            } else {
                comparison.compare("$", wanted, ordered(looked(content.json().get(), step, variables), step));
            }
        } else if (expected.containsKey("text")) {
            comparison.compare("body", variables.fill(expected.get("text")), Json.string(content.text()));
        } else if (expected.containsKey("bytes")) {
            comparison.compare("body", expected.get("bytes"), content.digest());
        }
    }

    private static void headers(Comparison comparison, JsonObject expected, Answer answer, Variables variables)
            throws PlayException {
        var recorded =
                expected.containsKey("headers") ? expected.getJsonObject("headers") : JsonValue.EMPTY_JSON_OBJECT;
        var wanted = recorded.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        var names = new LinkedHashSet<>(TRACKED);
        recorded.keySet().stream()
                .filter(name -> TRACKED.stream().noneMatch(name::equalsIgnoreCase))
                .forEach(names::add);
        for (String name : names) {
            var value = answer.header(name);
            var want = wanted.get(name.toLowerCase(Locale.ROOT));
            if (want == null) {
                value.ifPresent(got -> comparison.add(new Difference(name, "was not recorded, got " + got)));
            } else if (value.isEmpty()) {
                comparison.add(new Difference(name, "expected " + want + ", but there is no such header"));
            } else {
                header(comparison, name, variables.fill(want), value.get());
            }
        }
    }

    private static void header(Comparison comparison, String name, JsonValue wanted, String value) {
        boolean counted = Json.isOnly(wanted, "$index")
                || Json.isOnly(wanted, "$match")
                        && wanted.asJsonObject().getString("$match").equals("int");
        if (counted && DIGITS.matcher(value).matches()) {
            comparison.compare(name, wanted, Json.number(Long.parseLong(value)));
        } else {
            var text = wanted instanceof JsonObject ? wanted : Json.string(Json.plain(wanted));
            comparison.compare(name, text, Json.string(value));
        }
    }

    /** The part of an answer that a step looks at. */
    private static JsonValue looked(JsonValue value, Step step, Variables variables) throws PlayException {
        var part = value;
        for (var rule : rules(step, "pick")) {
            String prefix = variables.fill(rule.getString("prefix"));
            var field = JsonPath.of(rule.containsKey("field") ? "$." + rule.getString("field") : "$");
            part = JsonPath.of(rule.getString("path", "$")).replace(part, each -> beginning(each, field, prefix));
        }
        if (step.has("project") && part instanceof JsonObject object) {
            var names = Conversation.texts(step.fields(), "project");
            return fields(object, names::contains);
        }
        return part;
    }

    private static JsonValue beginning(JsonValue value, JsonPath field, String prefix) {
        if (value instanceof JsonArray array) {
            var kept = Json.PROVIDER.createArrayBuilder();
            for (var each : array) {
                boolean keep = field.find(each).stream()
                        .limit(1)
                        .anyMatch(found -> found instanceof JsonString text
                                && text.getString().startsWith(prefix));
                if (keep) {
                    kept.add(each);
                }
            }
            return kept.build();
        }
        return value instanceof JsonObject object ? fields(object, name -> name.startsWith(prefix)) : value;
    }

    private static JsonObject fields(JsonObject object, java.util.function.Predicate<String> wanted) {
        var kept = Json.PROVIDER.createObjectBuilder();
        object.forEach((name, value) -> {
            if (wanted.test(name)) {
                kept.add(name, value);
            }
        });
        return kept.build();
    }

    /** With the lists whose order does not count in an order of their own. */
    private static JsonValue ordered(JsonValue value, Step step) throws PlayException {
        var sorted = value;
        for (var rule : rules(step, "unordered")) {
            var by = JsonPath.of(rule.containsKey("by") ? "$." + rule.getString("by") : "$");
            Function<JsonValue, String> key = each ->
                    by.find(each).stream().findFirst().map(JsonValue::toString).orElse("");
            sorted = JsonPath.of(rule.getString("path", "$")).replace(sorted, each -> sorted(each, key));
        }
        return sorted;
    }

    private static JsonValue sorted(JsonValue value, Function<JsonValue, String> key) {
        if (!(value instanceof JsonArray array)) {
            return value;
        }
        var sorted = Json.PROVIDER.createArrayBuilder();
        array.stream().sorted(Comparator.comparing(key)).forEach(sorted::add);
        return sorted.build();
    }

    private static List<JsonObject> rules(Step step, String field) {
        return step.has(field) ? step.fields().getJsonArray(field).getValuesAs(JsonObject.class) : List.of();
    }
}
