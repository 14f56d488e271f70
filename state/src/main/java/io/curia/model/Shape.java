package io.curia.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The fields of a row, declared once beside its record: every encoding, the filters and the making of changed copies go by
 * it. Fields stand in the order in which JSON shows them; msgpack sorts them by name. Immutable and thread-safe.
 *
 * <pre>{@code
 * public record Weights(int passing, int warning) {
 *     private static final Shape.Fields<Weights> FIELDS = new Shape.Fields<>();
 *     private static final Field.Whole<Weights> PASSING = FIELDS.int32("Passing", Weights::passing);
 *     private static final Field.Whole<Weights> WARNING = FIELDS.int32("Warning", Weights::warning);
 *
 *     public static final Shape<Weights> SHAPE =
 *             FIELDS.make(draft -> new Weights((int) draft.get(PASSING), (int) draft.get(WARNING)));
 * }
 * }</pre>
 *
 * @param <T> the row
 */
public final class Shape<T> {
    private final List<Field<T>> fields;
    private final Field<T>[] content;
    private final Object[] zeros;
    private final int numbers;
    private final Function<Draft<T>, T> make;
    private final T zero;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private Shape(Fields<T> declared, Function<Draft<T>, T> make) {
        this.fields = List.copyOf(declared.fields);
        this.content = fields.stream()
                .filter(field -> !field.is(Trait.Plain.NOT_CONTENT))
                .toArray(Field[]::new);
        this.zeros = declared.zeros.toArray();
        this.numbers = declared.numbers;
        if (Math.max(zeros.length, numbers) > Draft.MOST_FIELDS) {
            throw new IllegalArgumentException("more fields than a draft can hold");
        }
        this.make = make;
        this.zero = draft().build();
    }

    /** All fields, in the order of their declaration. */
    public List<Field<T>> fields() {
        return fields;
    }

    /** The row whose fields are all zero: always the same. */
    public T zero() {
        return zero;
    }

    /** Begins a row from nothing. */
    public Draft<T> draft() {
        return new Draft<>(this, null, zeros.clone(), new long[numbers]);
    }

    /** Begins a row that is to differ from another in what is set then. */
    public Draft<T> draft(T row) {
        return new Draft<>(this, row, new Object[zeros.length], new long[numbers]);
    }

    /** Whether two rows differ at most in fields that do not count as content, such as indexes. */
    public boolean sameContent(T one, T other) {
        for (var field : content) {
            if (!field.same(one, other)) {
                return false;
            }
        }
        return true;
    }

    T make(Draft<T> draft) {
        return make.apply(draft);
    }

    /**
     * The declaration of a row's fields, in the making. For use by one thread.
     *
     * @param <T> the row
     */
    public static final class Fields<T> {
        private final List<Field<T>> fields = new ArrayList<>();
        private final List<Object> zeros = new ArrayList<>();
        private int numbers;

        /** A field of {@link Kind#TEXT}. */
        public Field.Value<T, String> text(String name, Function<T, String> get, Trait... traits) {
            return value(name, Kind.TEXT, get, null, "", traits);
        }

        /** A field of {@link Kind#FLAG}. */
        public Field.Flag<T> flag(String name, Predicate<T> get, Trait... traits) {
            return add(new Field.Flag<>(name, get, numbers++, Set.of(traits)));
        }

        /** A field of {@link Kind#INT}. */
        public Field.Whole<T> int32(String name, ToLongFunction<T> get, Trait... traits) {
            return whole(name, Kind.INT, get, traits);
        }

        /** A field of {@link Kind#SIGNED}. */
        public Field.Whole<T> int64(String name, ToLongFunction<T> get, Trait... traits) {
            return whole(name, Kind.SIGNED, get, traits);
        }

        /** A field of {@link Kind#UNSIGNED}. */
        public Field.Whole<T> uint64(String name, ToLongFunction<T> get, Trait... traits) {
            return whole(name, Kind.UNSIGNED, get, traits);
        }

        /** An index of the log, which is no content. */
        public Field.Whole<T> index(String name, ToLongFunction<T> get) {
            return whole(name, Kind.UNSIGNED, get, Trait.Plain.NOT_CONTENT, Trait.Plain.UNFILTERED);
        }

        /** A field of {@link Kind#DURATION}. */
        public Field.Whole<T> duration(String name, ToLongFunction<T> get, Trait... traits) {
            return whole(name, Kind.DURATION, get, traits);
        }

        /** A field of {@link Kind#NANOS}. */
        public Field.Whole<T> nanos(String name, ToLongFunction<T> get, Trait... traits) {
            return whole(name, Kind.NANOS, get, traits);
        }

        /** A field of {@link Kind#DECIMAL}. */
        public Field.Decimal<T> decimal(String name, ToDoubleFunction<T> get, Trait... traits) {
            return add(new Field.Decimal<>(name, get, numbers++, Set.of(traits)));
        }

        /** A field of {@link Kind#BYTES}. */
        public Field.Value<T, ByteString> bytes(String name, Function<T, ByteString> get, Trait... traits) {
            return value(name, Kind.BYTES, get, traits);
        }

        /** A field of {@link Kind#TIME}. */
        public Field.Value<T, GoTime> time(String name, Function<T, GoTime> get, Trait... traits) {
            return value(name, Kind.TIME, get, traits);
        }

        /** A field of {@link Kind#TEXTS}. */
        public Field.Value<T, List<String>> texts(String name, Function<T, List<String>> get, Trait... traits) {
            return value(name, Kind.TEXTS, get, traits);
        }

        /** A field of {@link Kind#DECIMALS}. */
        public Field.Value<T, List<Double>> decimals(String name, Function<T, List<Double>> get, Trait... traits) {
            return value(name, Kind.DECIMALS, get, traits);
        }

        /** A field of {@link Kind#TEXT_MAP}. */
        public Field.Value<T, Map<String, String>> textMap(
                String name, Function<T, Map<String, String>> get, Trait... traits) {
            return value(name, Kind.TEXT_MAP, get, traits);
        }

        /** A field of {@link Kind#TEXTS_MAP}. */
        public Field.Value<T, Map<String, List<String>>> textsMap(
                String name, Function<T, Map<String, List<String>>> get, Trait... traits) {
            return value(name, Kind.TEXTS_MAP, get, traits);
        }

        /** A field of {@link Kind#ANY}. */
        public Field.Value<T, Object> any(String name, Function<T, Object> get, Trait... traits) {
            return value(name, Kind.ANY, get, traits);
        }

        /** A field of {@link Kind#ANY_MAP}. */
        public Field.Value<T, Map<String, Object>> anyMap(
                String name, Function<T, Map<String, Object>> get, Trait... traits) {
            return value(name, Kind.ANY_MAP, get, traits);
        }

        /** A field of {@link Kind#ANY_LIST}. */
        public Field.Value<T, List<Object>> anyList(String name, Function<T, List<Object>> get, Trait... traits) {
            return value(name, Kind.ANY_LIST, get, traits);
        }

        /** A field of {@link Kind#ROW}. */
        public <R> Field.Value<T, R> row(String name, Function<T, R> get, Shape<R> rows, Trait... traits) {
            return value(name, Kind.ROW, get, rows, rows.zero(), traits);
        }

        /** A field of {@link Kind#OPTIONAL_ROW}. */
        public <R> Field.Value<T, R> optional(String name, Function<T, R> get, Shape<R> rows, Trait... traits) {
            return value(name, Kind.OPTIONAL_ROW, get, rows, null, traits);
        }

        /** A field of {@link Kind#ROWS}. */
        public <R> Field.Value<T, List<R>> rows(String name, Function<T, List<R>> get, Shape<R> rows, Trait... traits) {
            return value(name, Kind.ROWS, get, rows, null, traits);
        }

        /** A field of {@link Kind#ROW_MAP}. */
        public <R> Field.Value<T, Map<String, R>> rowMap(
                String name, Function<T, Map<String, R>> get, Shape<R> rows, Trait... traits) {
            return value(name, Kind.ROW_MAP, get, rows, null, traits);
        }

        /** A field of something that the row has, by a name and with traits of its own, for rows that are only shown. */
        public <P> Fields<T> part(String name, Function<T, P> part, Field<P> field, Trait... traits) {
            add(field.within(name, part, Set.of(traits)));
            return this;
        }

        /** The fields declared so far, for rows that are only shown and never made of their fields. */
        public List<Field<T>> shown() {
            return List.copyOf(fields);
        }

        /**
         * The shape of the fields declared so far.
         *
         * @param make makes a row of the fields of a draft, whose zero values it must take; called by many threads
         */
        public Shape<T> make(Function<Draft<T>, T> make) {
            return new Shape<>(this, make);
        }

        private Field.Whole<T> whole(String name, Kind kind, ToLongFunction<T> get, Trait... traits) {
            return add(new Field.Whole<>(name, kind, get, numbers++, Set.of(traits)));
        }

        private <V> Field.Value<T, V> value(String name, Kind kind, Function<T, V> get, Trait... traits) {
            return value(name, kind, get, null, null, traits);
        }

        private <V> Field.Value<T, V> value(
                String name, Kind kind, Function<T, V> get, Shape<?> rows, V zero, Trait... traits) {
            var field = add(new Field.Value<>(name, kind, get, rows, zeros.size(), Set.of(traits)));
            zeros.add(field.traits(Trait.Zero.class)
                    .findFirst()
                    .map(Trait.Zero::value)
                    .orElse(zero));
            return field;
        }

        private <F extends Field<T>> F add(F field) {
            fields.add(field);
            return field;
        }
    }
}
