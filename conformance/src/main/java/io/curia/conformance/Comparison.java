package io.curia.conformance;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Holds values of one answer against what was recorded, and collects what differs. Not thread-safe. */
final class Comparison {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}(-\\d\\d){2}T\\d\\d(:\\d\\d){2}(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DURATION = Pattern.compile("0|-?(\\d+(\\.\\d+)?(ns|us|µs|ms|s|m|h))+");
    private static final Pattern PLAIN_KEY = Pattern.compile("[^.\\[\\]' ]+");
    private static final String REGEX = "regex:";

    private final IndexRanks ranks;
    private final List<String> allowed;
    private final List<Difference> differences = new ArrayList<>();

    /** @param allowed paths of fields that may be there though they were not recorded; {@code [*]} is any element */
    Comparison(IndexRanks ranks, List<String> allowed) {
        this.ranks = ranks;
        this.allowed = allowed;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    void add(Difference difference) {
        differences.add(difference);
    }

    /** Holds a value against what was recorded in its place. */
    void compare(String place, JsonValue expected, JsonValue actual) {
        if (Json.isOnly(expected, "$match")) {
            String wanted = expected.asJsonObject().getString("$match");
            if (!matches(wanted, actual)) {
                differ(place, wanted, actual);
            }
        } else if (Json.isOnly(expected, "$index")) {
            index(expected.asJsonObject().get("$index"), actual).ifPresent(fault -> add(new Difference(place, fault)));
        } else if (Json.kind(expected) != Json.kind(actual)) {
            differ(place, expected, actual);
        } else if (expected instanceof JsonObject object) {
            fields(place, object, actual.asJsonObject());
        } else if (expected instanceof JsonArray array) {
            elements(place, array, actual.asJsonArray());
        } else if (!same(expected, actual)) {
            differ(place, expected, actual);
        }
    }

    private void fields(String place, JsonObject expected, JsonObject actual) {
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            String below = PLAIN_KEY.matcher(name).matches() ? place + "." + name : place + "['" + name + "']";
            if (!actual.containsKey(name)) {
                add(new Difference(below, "expected " + expected.get(name) + ", but there is no such field"));
            } else if (expected.containsKey(name)) {
                compare(below, expected.get(name), actual.get(name));
            } else if (allowed.stream().noneMatch(pattern -> fits(pattern, below))) {
                add(new Difference(below, "was not recorded, got " + actual.get(name)));
            }
        }
    }

    private void elements(String place, JsonArray expected, JsonArray actual) {
        if (expected.size() != actual.size()) {
            add(new Difference(
                    place, "expected " + expected.size() + " elements, got " + actual.size() + ": " + actual));
        }
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            compare(place + "[" + i + "]", expected.get(i), actual.get(i));
        }
    }

    private void differ(String place, Object expected, JsonValue actual) {
        add(Difference.between(place, expected, actual));
    }

    private static boolean fits(String pattern, String place) {
        String regex = Pattern.quote(pattern).replace("[*]", "\\E(\\[[^\\]]*\\]|\\.[^.\\[\\]]+)\\Q");
        return Pattern.matches(regex, place);
    }

    private static boolean same(JsonValue expected, JsonValue actual) {
        if (expected instanceof JsonNumber one && actual instanceof JsonNumber other) {
            return one.bigDecimalValue().compareTo(other.bigDecimalValue()) == 0;
        }
        return expected.equals(actual);
    }

    private Optional<String> index(JsonValue rank, JsonValue actual) {
        if (Json.kind(actual) != Json.Kind.INT) {
            return Optional.of("expected an index, got " + actual);
        }
        long index = ((JsonNumber) actual).longValue();
        return rank instanceof JsonNumber number ? ranks.ranked(number.intValue(), index) : ranks.old(index);
    }

    private static boolean matches(String wanted, JsonValue actual) {
        var kind = Json.kind(actual);
        return switch (wanted) {
            case "any" -> true;
            case "int" -> kind == Json.Kind.INT;
            case "number" -> kind == Json.Kind.INT || kind == Json.Kind.FLOAT;
            case "string" -> kind == Json.Kind.STRING;
            case "bool" -> kind == Json.Kind.BOOL;
            case "array" -> kind == Json.Kind.ARRAY;
            case "object" -> kind == Json.Kind.OBJECT;
            default -> actual instanceof JsonString text && textMatches(wanted, text.getString());
        };
    }

    private static boolean textMatches(String wanted, String text) {
        return switch (wanted) {
            case "uuid" -> UUID.matcher(text).matches();
            case "rfc3339" -> TIME.matcher(text).matches();
            case "duration" -> DURATION.matcher(text).matches();
            case "base64" -> isBase64(text);
            default -> {
                if (!wanted.startsWith(REGEX)) {
                    throw new IllegalArgumentException("a recording wants " + wanted + ", which nobody knows");
                }
                yield Pattern.compile(wanted.substring(REGEX.length()), Pattern.DOTALL)
                        .matcher(text)
                        .matches();
            }
        };
    }

    private static boolean isBase64(String text) {
        try {
            return !text.isEmpty()
                    && Base64.getEncoder()
                            .encodeToString(Base64.getDecoder().decode(text))
                            .equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
