package io.curia.filter;

import io.curia.filter.Expression.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The fields of a type that expressions may ask about, declared with their names, types and accessors. Immutable and
 * safe for use by any thread.
 *
 * <pre>{@code
 * static final Fields<Node> NODE = Fields.<Node>builder()
 *         .text("Node", Node::node)
 *         .map("Meta", Node::meta)
 *         .build();
 * }</pre>
 *
 * @param <T> the type
 */
public final class Fields<T> {
    private final Map<String, Field<T>> fields;

    /** Answers questions about one field of a type, or what lies below it. */
    @FunctionalInterface
    private interface Field<T> {
        Filter<T> compile(Match match, int depth);
    }

    private Fields(Map<String, Field<T>> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** Begins a declaration. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** The filter for a question of which {@code depth} names have been followed to get to this type. */
    Filter<T> compile(Match match, int depth) {
        if (match.endsAt(depth)) {
            throw match.wrongOperator();
        }
        Field<T> field = fields.get(match.selector().get(depth));
        if (field == null) {
            throw match.unknownSelector(depth);
        }
        return field.compile(match, depth + 1);
    }

    /**
     * A declaration in the making. For use by one thread.
     *
     * @param <T> the type
     */
    public static final class Builder<T> {
        private final Map<String, Field<T>> fields = new HashMap<>();

        private Builder() {}

        /** A text, never null. */
        public Builder<T> text(String name, Function<? super T, String> get) {
            return put(name, (match, depth) -> {
                Predicate<String> test = Scalars.text(atEnd(match, depth));
                return row -> test.test(get.apply(row));
            });
        }

        /** A whole number. */
        public Builder<T> number(String name, ToLongFunction<? super T> get) {
            return put(name, (match, depth) -> {
                long value = Scalars.number(atEnd(match, depth));
                return equality(match, row -> get.applyAsLong(row) == value);
            });
        }

        /** True or false. */
        public Builder<T> flag(String name, Predicate<? super T> get) {
            return put(name, (match, depth) -> {
                boolean value = Scalars.flag(atEnd(match, depth));
                return equality(match, row -> get.test(row) == value);
            });
        }

        /** A list of texts; null is an empty one. */
        public Builder<T> texts(String name, Function<? super T, List<String>> get) {
            return put(name, (match, depth) -> {
                atEnd(match, depth);
                return collection(
                        match,
                        row -> get.apply(row) == null || get.apply(row).isEmpty(),
                        row -> get.apply(row) != null && get.apply(row).contains(match.value()));
            });
        }

        /** Texts by name; null is an empty map. */
        public Builder<T> map(String name, Function<? super T, Map<String, String>> get) {
            return map(name, get, (match, depth) -> Scalars.text(atEnd(match, depth))::test);
        }

        /** Objects by name; null is an empty map. */
        public <V> Builder<T> map(String name, Function<? super T, Map<String, V>> get, Fields<V> values) {
            return map(name, get, values::compile);
        }

        /** An object; null is one of which no question is true. */
        public <V> Builder<T> object(String name, Function<? super T, V> get, Fields<V> inside) {
            return put(name, (match, depth) -> {
                Filter<V> test = inside.compile(match, depth);
                return row -> {
                    V value = get.apply(row);
                    return value != null && test.test(value);
                };
            });
        }

        /** A list of objects, of which one must be as asked; null is an empty one. */
        public <V> Builder<T> list(String name, Function<? super T, List<V>> get, Fields<V> elements) {
            return put(name, (match, depth) -> {
                if (match.endsAt(depth)) {
                    return emptiness(
                            match,
                            row -> get.apply(row) == null || get.apply(row).isEmpty());
                }
                Filter<V> test = elements.compile(match, depth);
                return row -> anyOf(get.apply(row), test);
            });
        }

        /** The declaration, finished. */
        public Fields<T> build() {
            return new Fields<>(fields);
        }

        private <V> Builder<T> map(String name, Function<? super T, Map<String, V>> get, Field<V> values) {
            return put(name, (match, depth) -> {
                if (match.endsAt(depth)) {
                    return collection(
                            match,
                            row -> get.apply(row) == null || get.apply(row).isEmpty(),
                            row -> get.apply(row) != null && get.apply(row).containsKey(match.value()));
                }
                String key = match.selector().get(depth);
                Filter<V> test = values.compile(match, depth + 1);
                boolean ifMissing = match.operator().holdsForNothing();
                return row -> {
                    Map<String, V> map = get.apply(row);
                    V value = map == null ? null : map.get(key);
                    return value == null ? ifMissing : test.test(value);
                };
            });
        }

        private Builder<T> put(String name, Field<T> field) {
            if (fields.put(name, field) != null) {
                throw new IllegalArgumentException("declared twice: " + name);
            }
            return this;
        }

        private static Match atEnd(Match match, int depth) {
            if (!match.endsAt(depth)) {
                throw match.unknownSelector(depth);
            }
            return match;
        }

        private static <T> Filter<T> equality(Match match, Filter<T> equal) {
            return switch (match.operator()) {
                case EQUAL -> equal;
                case NOT_EQUAL -> not(equal);
                default -> throw match.wrongOperator();
            };
        }

        private static <T> Filter<T> emptiness(Match match, Filter<T> empty) {
            return switch (match.operator()) {
                case IS_EMPTY -> empty;
                case IS_NOT_EMPTY -> not(empty);
                default -> throw match.wrongOperator();
            };
        }

        private static <T> Filter<T> collection(Match match, Filter<T> empty, Filter<T> contains) {
            return switch (match.operator()) {
                case IN -> contains;
                case NOT_IN -> not(contains);
                default -> emptiness(match, empty);
            };
        }

        private static <T> Filter<T> not(Filter<T> filter) {
            return row -> !filter.test(row);
        }

        private static <V> boolean anyOf(List<V> list, Filter<V> test) {
            if (list == null) {
                return false;
            }
            for (V element : list) {
                if (test.test(element)) {
                    return true;
                }
            }
            return false;
        }
    }
}
