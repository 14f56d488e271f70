package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names in a conversation stand for, {@code ${name}} or {@code ${name|upper}}. Not thread-safe. */
final class Variables {
    /** With two dollars it is meant as it stands. */
    private static final Pattern USE = Pattern.compile("\\$?\\$\\{(?<name>\\w+)(?<changes>(?:\\|[^}|]+)*)}");

    private static final Pattern CHANGE = Pattern.compile("[^|]+");
    private static final Pattern SUM = Pattern.compile("[+-]\\d+");
    private static final Pattern FIRST = Pattern.compile("first(\\d+)");

    private final Map<String, JsonValue> values;

    Variables() {
        this(Map.of());
    }

    private Variables(Map<String, JsonValue> values) {
        this.values = new HashMap<>(values);
    }

    /** As they are now; later changes here do not show there. */
    Variables copy() {
        return new Variables(values);
    }

    void set(String name, JsonValue value) {
        values.put(name, value);
    }

    void set(String name, String value) {
        set(name, Json.string(value));
    }

    /** @throws PlayException if a name in it stands for nothing */
    String fill(String text) throws PlayException {
        return Json.plain(fill(Json.string(text)));
    }

    /**
     * A value with all names in it replaced. A text that is nothing but one name becomes the value it stands for, of
     * whatever kind. {@code {"$repeat": [s, n]}} and {@code {"$list": [value, n]}} become what they describe; in an
     * element of such a list, {@code ${i}} is its number.
     *
     * @throws PlayException if a name in it stands for nothing
     */
    JsonValue fill(JsonValue value) throws PlayException {
        if (value instanceof JsonString text) {
            return fill(text);
        }
        if (value instanceof JsonArray array) {
            var filled = Json.PROVIDER.createArrayBuilder();
            for (var each : array) {
                filled.add(fill(each));
            }
            return filled.build();
        }
        return value instanceof JsonObject object ? fill(object) : value;
    }

    private JsonValue fill(JsonObject object) throws PlayException {
        if (Json.isOnly(object, "$repeat")) {
            var what = object.getJsonArray("$repeat");
            return Json.string(fill(what.getString(0)).repeat(what.getInt(1)));
        }
        if (Json.isOnly(object, "$list")) {
            var what = object.getJsonArray("$list");
            var list = Json.PROVIDER.createArrayBuilder();
            var inside = copy();
            for (int i = 0; i < what.getInt(1); i++) {
                inside.set("i", Json.number(i));
                list.add(inside.fill(what.get(0)));
            }
            return list.build();
        }
        if (Json.isOnly(object, "$match")) {
            String wanted = replaced(object.getString("$match"), Pattern::quote);
            return Json.PROVIDER.createObjectBuilder().add("$match", wanted).build();
        }
        var filled = Json.PROVIDER.createObjectBuilder();
        for (var field : object.entrySet()) {
            filled.add(fill(field.getKey()), fill(field.getValue()));
        }
        return filled.build();
    }

    private JsonValue fill(JsonString text) throws PlayException {
        var use = USE.matcher(text.getString());
        if (use.matches() && !text.getString().startsWith("$$")) {
            return value(use);
        }
        return Json.string(replaced(text.getString(), UnaryOperator.identity()).replace("$${", "${"));
    }

    private String replaced(String text, UnaryOperator<String> form) throws PlayException {
        var use = USE.matcher(text);
        var out = new StringBuilder();
        while (use.find()) {
            String found = use.group();
            String with = found.startsWith("$$") ? found : form.apply(Json.plain(value(use)));
            use.appendReplacement(out, Matcher.quoteReplacement(with));
        }
        return use.appendTail(out).toString();
    }

    private JsonValue value(Matcher use) throws PlayException {
        String name = use.group("name");
        var value = values.get(name);
        if (value == null) {
            throw new PlayException("needs ${" + name + "}, which no earlier step has yielded");
        }
        var change = CHANGE.matcher(use.group("changes"));
        while (change.find()) {
            value = changed(value, change.group());
        }
        return value;
    }

    private static JsonValue changed(JsonValue value, String change) throws PlayException {
        String text = Json.plain(value);
        if (SUM.matcher(change).matches()) {
            return Json.number(Long.parseLong(text) + Long.parseLong(change));
        }
        var first = FIRST.matcher(change);
        if (first.matches()) {
            return Json.string(text.substring(0, Math.min(text.length(), Integer.parseInt(first.group(1)))));
        }
        return Json.string(
                switch (change) {
                    case "upper" -> text.toUpperCase(Locale.ROOT);
                    case "lower" -> text.toLowerCase(Locale.ROOT);
                    case "url" -> URLEncoder.encode(text, UTF_8).replace("+", "%20");
                    case "b64" -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
                    default -> throw new PlayException("cannot change a value by " + change);
                });
    }
}
