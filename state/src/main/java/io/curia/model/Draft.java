package io.curia.model;

/**
 * A row in the making: what was not set is zero, or as in the row it was begun with. For use by one thread.
 *
 * @param <T> the row
 */
public final class Draft<T> {
    /** How many objects, and how many numbers, there may be: a bit for each says whether it was set. */
    static final int MOST_FIELDS = Long.SIZE;

    private final Shape<T> shape;
    private final T base;
    private final Object[] values;
    private final long[] numbers;
    private long valuesSet;
    private long numbersSet;

    /** @param base where fields that were not set are taken from; null if they are in the arrays */
    Draft(Shape<T> shape, T base, Object[] values, long[] numbers) {
        this.shape = shape;
        this.base = base;
        this.values = values;
        this.numbers = numbers;
    }

    /** What an object's field has come to. */
    @SuppressWarnings("unchecked") // only values of this type go in
    public <V> V get(Field.Value<T, V> field) {
        return isOfBase(valuesSet, field.slot()) ? field.get().apply(base) : (V) values[field.slot()];
    }

    /** What a number's field has come to. */
    public long get(Field.Whole<T> field) {
        return isOfBase(numbersSet, field.slot()) ? field.get().applyAsLong(base) : numbers[field.slot()];
    }

    /** What a flag has come to. */
    public boolean get(Field.Flag<T> field) {
        return isOfBase(numbersSet, field.slot()) ? field.get().test(base) : numbers[field.slot()] != 0;
    }

    /** What a float's field has come to. */
    public double get(Field.Decimal<T> field) {
        return isOfBase(numbersSet, field.slot())
                ? field.get().applyAsDouble(base)
                : Double.longBitsToDouble(numbers[field.slot()]);
    }

    /** Sets a field that holds an object. */
    public <V> Draft<T> set(Field.Value<T, V> field, V value) {
        values[field.slot()] = value;
        valuesSet |= 1L << field.slot();
        return this;
    }

    /** Sets a number. */
    public Draft<T> set(Field.Whole<T> field, long value) {
        return set(field.slot(), value);
    }

    /** Sets a flag. */
    public Draft<T> set(Field.Flag<T> field, boolean value) {
        return set(field.slot(), value ? 1 : 0);
    }

    /** Sets a float. */
    public Draft<T> set(Field.Decimal<T> field, double value) {
        return set(field.slot(), Double.doubleToRawLongBits(value));
    }

    /**
     * The row.
     *
     * @throws RuntimeException what the row's constructor throws if the fields do not go together
     */
    public T build() {
        return shape.make(this);
    }

    private Draft<T> set(int slot, long bits) {
        numbers[slot] = bits;
        numbersSet |= 1L << slot;
        return this;
    }

    private boolean isOfBase(long set, int slot) {
        return base != null && (set >>> slot & 1) == 0;
    }
}
