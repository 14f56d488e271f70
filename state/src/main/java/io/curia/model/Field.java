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
 * <p>Fields are records because the JVM takes the components of constant records for constants too, so that the getters of a
 * changed copy are compiled into it.
 *
 * @param <T> the row
 */
public sealed interface Field<T> {
    /** The slot of a field that no draft holds. */
    int NO_SLOT = -1;

    /** Its name in every encoding. */
    String name();

    /** What it holds. */
    Kind kind();

    /** What sets it apart. */
    Set<Trait> traits();

    /** Whether two rows have the same there. */
    boolean same(T one, T other);

    /** The same field of whatever has such a row, by another name and with these traits; no draft holds it. */
    <W> Field<W> within(String name, Function<W, T> row, Set<Trait> traits);

    /** Whether it has a trait. */
    default boolean is(Trait trait) {
        return traits().contains(trait);
    }

    /** Its traits of one type. */
    default <R extends Trait> Stream<R> traits(Class<R> type) {
        return traits().stream().filter(type::isInstance).map(type::cast);
    }

    /**
     * A field that holds an object.
     *
     * @param name its name in every encoding
     * @param kind what it holds
     * @param get takes it from a row
     * @param rows the shape of the rows within; null if it holds none
     * @param slot where drafts keep it
     * @param traits what sets it apart
     * @param <T> the row
     * @param <V> the type of the object
     */
    record Value<T, V>(String name, Kind kind, Function<T, V> get, Shape<?> rows, int slot, Set<Trait> traits)
            implements Field<T> {
        @Override
        public boolean same(T one, T other) {
            return Objects.equals(get.apply(one), get.apply(other));
        }

        @Override
        public <W> Field<W> within(String newName, Function<W, T> row, Set<Trait> newTraits) {
            return new Value<>(newName, kind, whole -> get.apply(row.apply(whole)), rows, NO_SLOT, newTraits);
        }
    }

    /**
     * A field that holds a whole number of 64 bits or fewer.
     *
     * @param name its name in every encoding
     * @param kind what it holds
     * @param get takes it from a row
     * @param slot where drafts keep it
     * @param traits what sets it apart
     * @param <T> the row
     */
    record Whole<T>(String name, Kind kind, ToLongFunction<T> get, int slot, Set<Trait> traits) implements Field<T> {
        @Override
        public boolean same(T one, T other) {
            return get.applyAsLong(one) == get.applyAsLong(other);
        }

        @Override
        public <W> Field<W> within(String newName, Function<W, T> row, Set<Trait> newTraits) {
            return new Whole<>(newName, kind, whole -> get.applyAsLong(row.apply(whole)), NO_SLOT, newTraits);
        }
    }

    /**
     * A field that holds true or false.
     *
     * @param name its name in every encoding
     * @param get takes it from a row
     * @param slot where drafts keep it
     * @param traits what sets it apart
     * @param <T> the row
     */
    record Flag<T>(String name, Predicate<T> get, int slot, Set<Trait> traits) implements Field<T> {
        @Override
        public Kind kind() {
            return Kind.FLAG;
        }

        @Override
        public boolean same(T one, T other) {
            return get.test(one) == get.test(other);
        }

        @Override
        public <W> Field<W> within(String newName, Function<W, T> row, Set<Trait> newTraits) {
            return new Flag<>(newName, whole -> get.test(row.apply(whole)), NO_SLOT, newTraits);
        }
    }

    /**
     * A field that holds a float of 64 bits.
     *
     * @param name its name in every encoding
     * @param get takes it from a row
     * @param slot where drafts keep it
     * @param traits what sets it apart
     * @param <T> the row
     */
    record Decimal<T>(String name, ToDoubleFunction<T> get, int slot, Set<Trait> traits) implements Field<T> {
        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }

        @Override
        public boolean same(T one, T other) {
            return Double.compare(get.applyAsDouble(one), get.applyAsDouble(other)) == 0;
        }

        @Override
        public <W> Field<W> within(String newName, Function<W, T> row, Set<Trait> newTraits) {
            return new Decimal<>(newName, whole -> get.applyAsDouble(row.apply(whole)), NO_SLOT, newTraits);
        }
    }
}
