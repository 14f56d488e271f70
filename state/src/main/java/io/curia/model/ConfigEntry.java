package io.curia.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A config entry of any kind (snapshot-format §4.6). What it says is kept as values by name, so that fields and kinds of
 * newer versions survive; the fields of known kinds are always there and of the kind that {@link ConfigShapes} tells.
 *
 * @param kind one of {@link ConfigKind} or another one
 * @param name unique in its kind, without regard to case
 * @param content all fields but the indexes, by name; with a Kind and a Name where the kind has these fields
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record ConfigEntry(String kind, String name, Map<String, Object> content, long createIndex, long modifyIndex) {
    /** @throws IllegalArgumentException if a field of a known kind holds a value of another kind */
    public ConfigEntry {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        content = shaped(kind, content);
    }

    /** An entry as a client writes it, without indexes. Fields that are missing are zero; Kind and Name are filled in. */
    public static ConfigEntry of(String kind, String name, Map<String, Object> content) {
        if (kind.equals(ConfigKind.MESH)) {
            return new ConfigEntry(kind, ConfigKind.MESH_NAME, content, 0, 0);
        }
        var all = new HashMap<>(content);
        all.put("Name", name);
        if (ConfigShapes.ofKind(kind) != null) {
            all.put("Kind", kind);
        }
        return new ConfigEntry(kind, name, all, 0, 0);
    }

    /** The same with other indexes. */
    public ConfigEntry withIndexes(long newCreateIndex, long newModifyIndex) {
        return new ConfigEntry(kind, name, content, newCreateIndex, newModifyIndex);
    }

    /** The same with another value of a field. */
    public ConfigEntry with(String field, Object value) {
        var all = new HashMap<>(content);
        all.put(field, value);
        return new ConfigEntry(kind, name, all, createIndex, modifyIndex);
    }

    /** A text of a known kind. */
    public String text(String field) {
        return text(content, field);
    }

    /** The structs of a list of a known kind; none for null. */
    public List<Map<String, Object>> structs(String field) {
        return structs(content, field);
    }

    /** A struct of a known kind, or null. */
    public Map<String, Object> struct(String field) {
        return struct(content, field);
    }

    /** Whether all but the indexes is equal. */
    public boolean sameContent(ConfigEntry other) {
        return kind.equals(other.kind) && name.equals(other.name) && content.equals(other.content);
    }

    /** A text in a struct; an empty one if it is missing. */
    public static String text(Map<String, Object> struct, String field) {
        return struct.get(field) instanceof String text ? text : "";
    }

    /** The structs of a list in a struct, without those that are null; none if the list is missing. */
    @SuppressWarnings("unchecked") // the shapes see to it
    public static List<Map<String, Object>> structs(Map<String, Object> struct, String field) {
        return struct.get(field) instanceof List<?> list
                ? ((List<Map<String, Object>>) list)
                        .stream().filter(Objects::nonNull).toList()
                : List.of();
    }

    /** A struct, or structs by name, in a struct; null if it is missing. */
    @SuppressWarnings("unchecked") // the shapes see to it
    public static Map<String, Object> struct(Map<String, Object> struct, String field) {
        return (Map<String, Object>) struct.get(field);
    }

    @SuppressWarnings("unchecked") // structs are shaped into such maps
    private static Map<String, Object> shaped(String kind, Map<String, Object> content) {
        var shape = ConfigShapes.ofKind(kind);
        return shape == null
                ? CompactMap.deepCopyOf(Objects.requireNonNull(content))
                : (Map<String, Object>) shape.shaped(content);
    }
}
