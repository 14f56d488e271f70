package io.curia.snapshotagent.config;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One object of a configuration. What nobody asks for by its name is refused in the end, so no typing error is lost. */
final class Section {
    private final String path;
    private final JsonObject values;
    private final Set<String> unread;

    Section(String path, JsonObject values) {
        this.path = path;
        this.values = values;
        this.unread = new LinkedHashSet<>(values.keySet());
    }

    /** The text of a key, {@code absent} if it is not there or null. */
    String text(String key, String absent) throws AgentConfigException {
        var value = take(key);
        if (value instanceof JsonString text) {
            return text.getString();
        } else if (value instanceof JsonNumber number) {
            return number.toString();
        } else if (value == JsonValue.NULL) {
            return absent;
        }
        throw bad(key, "is no text");
    }

    boolean flag(String key) throws AgentConfigException {
        var value = take(key);
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        } else if (value == JsonValue.NULL) {
            return false;
        }
        return switch (value instanceof JsonString text ? text.getString() : "") {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(key, "is neither true nor false");
        };
    }

    /** A whole number that is not negative. */
    int number(String key, int absent) throws AgentConfigException {
        String text = text(key, Integer.toString(absent));
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new AgentConfigException(name(key) + " is no whole number: " + text, e);
        }
        throw bad(key, "is negative: " + text);
    }

    Duration duration(String key, String absent) throws AgentConfigException {
        String text = text(key, absent);
        return GoDuration.parse(text).orElseThrow(() -> bad(key, "is no duration such as 1h or 30m: " + text));
    }

    /** A path; empty if the key is not there or its text is empty. */
    Optional<Path> path(String key) throws AgentConfigException {
        String text = text(key, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new AgentConfigException(name(key) + " is no path: " + text, e);
        }
    }

    /** The object at a key, an empty one if there is none; a list with just one object will do. */
    Section section(String key) throws AgentConfigException {
        var all = sections(key);
        if (all.size() > 1) {
            throw bad(key, "is there more than once");
        }
        return all.isEmpty() ? new Section(name(key), JsonValue.EMPTY_JSON_OBJECT) : all.get(0);
    }

    /** The objects of the list at a key; a single object will do. */
    List<Section> sections(String key) throws AgentConfigException {
        var found = take(key);
        if (found == JsonValue.NULL) {
            return List.of();
        }
        var all = new ArrayList<Section>();
        for (var each : found instanceof JsonArray array ? array : List.of(found)) {
            if (!(each instanceof JsonObject object)) {
                throw bad(key, "is no object");
            }
            all.add(new Section(name(key), object));
        }
        return all;
    }

    /** Accepts a key whatever it says. */
    void ignore(String key) {
        unread.remove(key);
    }

    /** Refuses a key that is known but has no use here, if it asks for anything. */
    void refuse(String key, String why) throws AgentConfigException {
        var value = take(key);
        boolean silent = value == JsonValue.NULL
                || value == JsonValue.FALSE
                || value instanceof JsonString text && text.getString().isEmpty()
                || value instanceof JsonObject object && object.isEmpty()
                || value instanceof JsonArray array && array.isEmpty();
        if (!silent) {
            throw bad(key, why);
        }
    }

    /** Refuses what nobody has asked for. */
    void end() throws AgentConfigException {
        for (var key : unread) {
            throw bad(key, "is unknown");
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    AgentConfigException bad(String key, String why) {
        return new AgentConfigException(name(key) + " " + why);
    }

    String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private JsonValue take(String key) {
        unread.remove(key);
        return values.getOrDefault(key, JsonValue.NULL);
    }
}
