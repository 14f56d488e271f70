package io.curia.model;

/**
 * A row in the making: what was not set is zero, or as in the row it was begun with. For use by one thread.
 *
 * @param <T> the row
 */
public final class Draft<T> {
    private final Shape<T> shape;
    private final Object[] values;
    private final long[] numbers;

    Draft(Shape<T> shape, Object[] values, long[] numbers) {
        this.shape = shape;
        this.values = values;
        this.numbers = numbers;
    }

    /** What an object's field has come to. */
    @SuppressWarnings("unchecked") // only values of this type go in
    public <V> V get(Field.Value<T, V> field) {
        return (V) values[field.slot];
    }

    /** What a number's field has come to. */
    public long get(Field.Whole<T> field) {
        return numbers[field.slot];
    }

    /** What a number's field has come to. */
    public int get(Field.Int<T> field) {
        return (int) numbers[field.slot];
    }

    /** What a flag has come to. */
    public boolean get(Field.Flag<T> field) {
        return numbers[field.slot] != 0;
    }

    /** What a float's field has come to. */
    public double get(Field.Decimal<T> field) {
        return Double.longBitsToDouble(numbers[field.slot]);
    }

    /** Sets a field that holds an object. */
    public <V> Draft<T> set(Field.Value<T, V> field, V value) {
        values[field.slot] = value;
        return this;
    }

    /** Sets a number; of one with 32 bits, only those are kept. */
    public Draft<T> set(Field.Whole<T> field, long value) {
        numbers[field.slot] = value;
        return this;
    }

    /** Sets a flag. */
    public Draft<T> set(Field.Flag<T> field, boolean value) {
        numbers[field.slot] = value ? 1 : 0;
        return this;
    }

    /** Sets a float. */
    public Draft<T> set(Field.Decimal<T> field, double value) {
        numbers[field.slot] = Double.doubleToRawLongBits(value);
        return this;
    }

    /**
     * The row.
     *
     * @throws RuntimeException what the row's constructor throws if the fields do not go together
     */
    public T build() {
        return shape.make(this);
    }
}
