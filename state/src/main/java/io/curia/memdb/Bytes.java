package io.curia.memdb;

import java.util.Arrays;

/** Key arithmetic. */
final class Bytes {
    static final byte[] NONE = {};

    private static final byte ZERO_FOLLOWS = 2;
    private static final byte END = 1;

    private Bytes() {}

    static byte[] concat(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    /**
     * A form of a key of free length that no other such key is a prefix of, in the same order: each 0x00 is followed by
     * 0x02, and 0x00 0x01 ends it. Without it, key {@code "a"} of row {@code "bc"} and key {@code "ab"} of row
     * {@code "c"} would be one.
     */
    static byte[] delimited(byte[] key) {
        byte[] escaped = escaped(key, 2);
        escaped[escaped.length - 1] = END;
        return escaped;
    }

    /** The head that {@link #delimited} gives to every key with this prefix. */
    static byte[] delimitedPrefix(byte[] prefix) {
        return escaped(prefix, 0);
    }

    private static byte[] escaped(byte[] key, int room) {
        int zeros = 0;
        for (byte b : key) {
            if (b == 0) {
                zeros++;
            }
        }
        byte[] out = new byte[key.length + zeros + room];
        int at = 0;
        for (byte b : key) {
            out[at++] = b;
            if (b == 0) {
                out[at++] = ZERO_FOLLOWS;
            }
        }
        return out;
    }
}
