package io.curia.codec;

/**
 * An integer above {@link Long#MAX_VALUE} in a value of no fixed type; smaller ones are plain {@link Long}s.
 *
 * @param bits its 64 bits, negative when read as signed
 */
public record UnsignedLong(long bits) {
    /** @throws IllegalArgumentException if a {@link Long} can hold it */
    public UnsignedLong {
        if (bits >= 0) {
            throw new IllegalArgumentException("fits a long: " + bits);
        }
    }

    /** The nearest float. */
    public double doubleValue() {
        return (double) ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** In decimal, without a sign. */
    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
