package io.curia.model;

import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * One field of a {@link Shape}: its name on the wire, what it holds, and where a row has it. Immutable and thread-safe.
 *
 * @param <T> the row
 */
public abstract sealed class Field<T> {
    private final String name;
    private final Kind kind;
    private final Set<Trait> traits;
    final int slot;

    private Field(String name, Kind kind, int slot, Trait... traits) {
        this.name = name;
        this.kind = kind;
        this.slot = slot;
        this.traits = Set.of(traits);
    }

    /** Its name in every encoding. */
    public final String name() {
        return name;
    }

    /** What it holds. */
    public final Kind kind() {
        return kind;
    }

    /** Whether it has a trait. */
    public final boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Its traits of one type. */
    public final <R extends Trait> Stream<R> traits(Class<R> type) {
        return traits.stream().filter(type::isInstance).map(type::cast);
    }

    abstract boolean same(T one, T other);

    abstract void copy(T row, Draft<T> draft);

    /**
     * A field that holds an object.
     *
     * @param <T> the row
     * @param <V> the type of the object
     */
    public static sealed class Value<T, V> extends Field<T> {
        private final Function<T, V> get;
        private final Shape<?> rows;

        Value(String name, Kind kind, Function<T, V> get, Shape<?> rows, int slot, Trait... traits) {
            super(name, kind, slot, traits);
            this.get = get;
            this.rows = rows;
        }

        /** Takes it from a row. */
        public final Function<T, V> get() {
            return get;
        }

        /** The shape of the rows within; null if it holds none. */
        public final Shape<?> rows() {
            return rows;
        }

        @Override
        final boolean same(T one, T other) {
            return Objects.equals(get.apply(one), get.apply(other));
        }

        @Override
        final void copy(T row, Draft<T> draft) {
            draft.set(this, get.apply(row));
        }
    }

    /**
     * A field that holds a text.
     *
     * @param <T> the row
     */
    public static final class Text<T> extends Value<T, String> {
        Text(String name, Function<T, String> get, int slot, Trait... traits) {
            super(name, Kind.TEXT, get, null, slot, traits);
        }
    }

    /**
     * A field that holds a whole number of 64 bits or fewer.
     *
     * @param <T> the row
     */
    public static sealed class Whole<T> extends Field<T> {
        private final ToLongFunction<T> get;

        Whole(String name, Kind kind, ToLongFunction<T> get, int slot, Trait... traits) {
            super(name, kind, slot, traits);
            this.get = get;
        }

        /** Takes it from a row. */
        public final ToLongFunction<T> get() {
            return get;
        }

        @Override
        final boolean same(T one, T other) {
            return get.applyAsLong(one) == get.applyAsLong(other);
        }

        @Override
        final void copy(T row, Draft<T> draft) {
            draft.set(this, get.applyAsLong(row));
        }
    }

    /**
     * A field that holds a whole number of 32 bits.
     *
     * @param <T> the row
     */
    public static final class Int<T> extends Whole<T> {
        Int(String name, ToLongFunction<T> get, int slot, Trait... traits) {
            super(name, Kind.INT, get, slot, traits);
        }
    }

    /**
     * A field that holds true or false.
     *
     * @param <T> the row
     */
    public static final class Flag<T> extends Field<T> {
        private final Predicate<T> get;

        Flag(String name, Predicate<T> get, int slot, Trait... traits) {
            super(name, Kind.FLAG, slot, traits);
            this.get = get;
        }

        /** Takes it from a row. */
        public Predicate<T> get() {
            return get;
        }

        @Override
        boolean same(T one, T other) {
            return get.test(one) == get.test(other);
        }

        @Override
        void copy(T row, Draft<T> draft) {
            draft.set(this, get.test(row));
        }
    }

    /**
     * A field that holds a float of 64 bits.
     *
     * @param <T> the row
     */
    public static final class Decimal<T> extends Field<T> {
        private final ToDoubleFunction<T> get;

        Decimal(String name, ToDoubleFunction<T> get, int slot, Trait... traits) {
            super(name, Kind.DECIMAL, slot, traits);
            this.get = get;
        }

        /** Takes it from a row. */
        public ToDoubleFunction<T> get() {
            return get;
        }

        @Override
        boolean same(T one, T other) {
            return Double.compare(get.applyAsDouble(one), get.applyAsDouble(other)) == 0;
        }

        @Override
        void copy(T row, Draft<T> draft) {
            draft.set(this, get.applyAsDouble(row));
        }
    }
}
