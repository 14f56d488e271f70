package io.curia.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What kind of value a field of a config entry holds. Shapes bring values that come from outside, such as msgpack carries
 * them, into one form: fields that are missing become zero, and numbers get the width they are stored with. Immutable.
 */
public sealed interface ConfigShape {
    /**
     * The value in its one form, immutable.
     *
     * @param value null for the zero value
     * @throws IllegalArgumentException if it is of another kind
     */
    Object shaped(Object value);

    /** Values that have no parts. */
    enum Scalar implements ConfigShape {
        /** A text; zero is the empty one. */
        STRING,
        /** A boolean; zero is false. */
        BOOL,
        /** A whole number, or a duration in nanoseconds; zero is 0. */
        INT,
        /** A whole number that may be missing; zero is null. */
        OPTIONAL_INT,
        /** A float of 32 bits; zero is 0. */
        FLOAT,
        /** A time that may be missing; zero is null. */
        OPTIONAL_TIME,
        /** Texts; zero is null, which is not the same as none. */
        STRINGS,
        /** Whole numbers; zero is null, which is not the same as none. */
        INTS,
        /** Texts by name; zero is null, which is not the same as none. */
        STRING_MAP,
        /** Values of any kind by name; zero is null, which is not the same as none. */
        ANY_MAP;

        @Override
        public Object shaped(Object value) {
            return switch (this) {
                case STRING -> value == null ? "" : cast(String.class, value);
                case BOOL -> value == null ? false : cast(Boolean.class, value);
                case INT -> value == null ? Long.valueOf(0) : whole(value);
                case OPTIONAL_INT -> value == null ? null : whole(value);
                case FLOAT ->
                    value == null
                            ? Float.valueOf(0)
                            : Float.valueOf(cast(Number.class, value).floatValue());
                case OPTIONAL_TIME -> value == null ? null : cast(GoTime.class, value);
                case STRINGS -> value == null ? null : all(value, STRING);
                case INTS -> value == null ? null : all(value, INT);
                case STRING_MAP -> value == null ? null : byName(value, STRING);
                case ANY_MAP -> value == null ? null : CompactMap.deepCopyOf(named(value));
            };
        }

        private static Long whole(Object value) {
            if (value instanceof Long || value instanceof Integer) {
                return ((Number) value).longValue();
            }
            throw mismatch("a whole number", value);
        }
    }

    /** Named fields, always there. Fields that are not known are kept as they are. */
    final class Struct implements ConfigShape {
        private final Map<String, ConfigShape> fields;
        private final Map<String, Object> zero;

        /** @param fields the fields by name */
        public Struct(Map<String, ConfigShape> fields) {
            this.fields = Map.copyOf(fields);
            // One for all, so that a list of empty ones takes no more than its length.
            this.zero = filled(Map.of());
        }

        /** The fields by name; unmodifiable. */
        public Map<String, ConfigShape> fields() {
            return fields;
        }

        @Override
        public Object shaped(Object value) {
            var given = value == null ? Map.<String, Object>of() : named(value);
            return given.isEmpty() ? zero : filled(given);
        }

        /** The same with more fields. */
        public Struct and(String name, ConfigShape shape) {
            var more = new LinkedHashMap<>(fields);
            more.put(name, shape);
            return new Struct(more);
        }

        private Map<String, Object> filled(Map<String, Object> given) {
            var all = new TreeMap<String, Object>(CompactMap.BYTEWISE);
            given.forEach((name, field) -> {
                if (!fields.containsKey(name)) {
                    all.put(name, CompactMap.deep(field));
                }
            });
            fields.forEach((name, shape) -> {
                try {
                    all.put(name, shape.shaped(given.get(name)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
                }
            });
            return CompactMap.copyOf(all);
        }
    }

    /**
     * Something that may be missing; zero is null.
     *
     * @param target what it is if not
     */
    record Optional(ConfigShape target) implements ConfigShape {
        @Override
        public Object shaped(Object value) {
            return value == null ? null : target.shaped(value);
        }
    }

    /**
     * Many of a kind; zero is null, which is not the same as none.
     *
     * @param element each of them
     */
    record Many(ConfigShape element) implements ConfigShape {
        @Override
        public Object shaped(Object value) {
            return value == null ? null : all(value, element);
        }
    }

    /**
     * Many of a kind by name; zero is null, which is not the same as none.
     *
     * @param element each of them
     */
    record Named(ConfigShape element) implements ConfigShape {
        @Override
        public Object shaped(Object value) {
            return value == null ? null : byName(value, element);
        }
    }

    private static List<Object> all(Object value, ConfigShape element) {
        var shaped = new ArrayList<Object>();
        for (Object each : cast(List.class, value)) {
            shaped.add(element.shaped(each));
        }
        return Collections.unmodifiableList(shaped);
    }

    private static Map<String, Object> byName(Object value, ConfigShape element) {
        var shaped = new LinkedHashMap<String, Object>();
        named(value).forEach((name, each) -> shaped.put(name, element.shaped(each)));
        return CompactMap.copyOf(shaped);
    }

    @SuppressWarnings("unchecked") // the keys of such maps are texts
    private static Map<String, Object> named(Object value) {
        return cast(Map.class, value);
    }

    private static <T> T cast(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw mismatch("a " + type.getSimpleName(), value);
        }
        return type.cast(value);
    }

    private static IllegalArgumentException mismatch(String wanted, Object value) {
        return new IllegalArgumentException("expected " + wanted + " but found "
                + (value == null ? "nothing" : "a " + value.getClass().getSimpleName()));
    }
}
