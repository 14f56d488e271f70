package io.curia.conformance;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Where in a document something is: {@code $} is all of it, then {@code .Key}, {@code [0]}, {@code [*]} for every element
 * or value, and {@code [Key=text]} for the elements whose field has this text. Immutable.
 */
final class JsonPath {
    private static final Pattern PART = Pattern.compile(
            "\\.(?<key>[^.\\[\\]]+)|\\[(?<at>\\d+)]|\\[(?<all>\\*)]|\\[(?<field>[^=\\]]+)=(?<text>[^]]*)]");

    /** One step down: which values are below a value, and how to put others in their place. */
    private interface Part {
        boolean leadsTo(String key, int at, JsonValue value);
    }

    private final List<Part> parts;

    private JsonPath(List<Part> parts) {
        this.parts = parts;
    }

    /** @throws PlayException if this is no path */
    static JsonPath of(String text) throws PlayException {
        var parts = new ArrayList<Part>();
        var part = PART.matcher(text);
        int end = text.startsWith("$") ? 1 : text.length() + 1;
        while (end < text.length() && part.find(end) && part.start() == end) {
            parts.add(part(part));
            end = part.end();
        }
        if (end != text.length()) {
            throw new PlayException("no path: " + text);
        }
        return new JsonPath(List.copyOf(parts));
    }

    private static Part part(java.util.regex.Matcher found) {
        String wanted = found.group("key");
        if (wanted != null) {
            return (key, at, value) -> wanted.equals(key);
        }
        if (found.group("at") != null) {
            int index = Integer.parseInt(found.group("at"));
            return (key, at, value) -> at == index;
        }
        if (found.group("all") != null) {
            return (key, at, value) -> true;
        }
        String field = found.group("field");
        String text = found.group("text");
        return (key, at, value) -> value instanceof JsonObject object
                && object.containsKey(field)
                && Json.plain(object.get(field)).equals(text);
    }

    /** All values that this leads to, in their order. */
    List<JsonValue> find(JsonValue document) {
        var found = new ArrayList<JsonValue>();
        replace(document, value -> {
            found.add(value);
            return value;
        });
        return found;
    }

    /** The document with others in the place of the values that this leads to. */
    JsonValue replace(JsonValue document, UnaryOperator<JsonValue> other) {
        return replace(document, parts, other);
    }

    private static JsonValue replace(JsonValue value, List<Part> way, UnaryOperator<JsonValue> other) {
        if (way.isEmpty()) {
            return other.apply(value);
        }
        var part = way.get(0);
        var rest = way.subList(1, way.size());
        if (value instanceof JsonArray array) {
            var copy = Json.PROVIDER.createArrayBuilder();
            for (int i = 0; i < array.size(); i++) {
                var each = array.get(i);
                copy.add(part.leadsTo(null, i, each) ? replace(each, rest, other) : each);
            }
            return copy.build();
        }
        if (value instanceof JsonObject object) {
            var copy = Json.PROVIDER.createObjectBuilder();
            object.forEach(
                    (key, each) -> copy.add(key, part.leadsTo(key, -1, each) ? replace(each, rest, other) : each));
            return copy.build();
        }
        return value;
    }
}
