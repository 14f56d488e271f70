package io.curia.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Immutable bytes with value semantics, for keys and values that may hold anything. Ordered as unsigned bytes, the order
 * of keys in the store. Holds nothing but its array, for there are millions of these. Thread-safe.
 */
public final class ByteString implements Comparable<ByteString> {
    /** No bytes. */
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The UTF-8 bytes of a text; unpaired surrogates become {@code ?}. */
    public static ByteString of(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of an array. */
    public static ByteString copyOf(byte[] bytes) {
        return wrap(bytes.clone());
    }

    /**
     * A copy of a part of an array.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static ByteString copyOf(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return wrap(Arrays.copyOfRange(bytes, from, to));
    }

    /** Takes over an array without copying; the caller must not change it afterwards. */
    public static ByteString wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new ByteString(bytes);
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /**
     * One byte.
     *
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte byteAt(int index) {
        return bytes[index];
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The bytes themselves, shared to spare a copy; the caller must never change them. */
    public byte[] shared() {
        return bytes;
    }

    /** Whether the first bytes are those of the prefix; every value starts with the empty one. */
    public boolean startsWith(ByteString prefix) {
        int n = prefix.bytes.length;
        return n <= bytes.length && Arrays.equals(bytes, 0, n, prefix.bytes, 0, n);
    }

    /** Where the part first occurs at or after {@code from}, or -1. The empty part occurs at {@code from}. */
    public int indexOf(ByteString part, int from) {
        int n = part.bytes.length;
        for (int i = from; i <= bytes.length - n; i++) {
            if (Arrays.equals(bytes, i, i + n, part.bytes, 0, n)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The bytes before {@code end}.
     *
     * @throws IndexOutOfBoundsException if {@code end} is negative or beyond the length
     */
    public ByteString head(int end) {
        return end == bytes.length ? this : copyOf(bytes, 0, end);
    }

    /** Writes all bytes. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes as UTF-8; what is not becomes U+FFFD. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
