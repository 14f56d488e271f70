package io.curia.json;

import java.util.Arrays;

/** Base64 with padding, as JSON carries bytes; line ends inside are left out. For use by one thread. */
public final class Base64Text {
    private static final byte[] VALUES = values();

    private final String text;
    private int at;

    private Base64Text(String text) {
        this.text = text;
    }

    /**
     * The bytes.
     *
     * @throws MalformedJsonException if the text is no base64; says where
     */
    public static byte[] decode(String text) {
        return new Base64Text(text).decode();
    }

    private byte[] decode() {
        byte[] out = new byte[text.length() / 4 * 3];
        int n = 0;
        int bits = 0;
        int digits = 0;
        for (int c = next(); c >= 0; c = next()) {
            if (c == '=') {
                return padded(out, n, bits, digits);
            }
            int value = c < 0x80 ? VALUES[c] : -1;
            if (value < 0) {
                throw illegal(at - 1);
            }
            bits = bits << 6 | value;
            if (++digits == 4) {
                out[n++] = (byte) (bits >> 16);
                out[n++] = (byte) (bits >> 8);
                out[n++] = (byte) bits;
                digits = 0;
            }
        }
        if (digits > 0) {
            throw illegal(at - digits);
        }
        return n == out.length ? out : Arrays.copyOf(out, n);
    }

    /** The end of a text whose first padding has been read. */
    private byte[] padded(byte[] out, int length, int bits, int digits) {
        int n = length;
        if (digits < 2) {
            throw illegal(at - 1);
        }
        if (digits == 2) {
            int second = next();
            if (second != '=') {
                throw illegal(second < 0 ? text.length() : at - 1);
            }
            out[n++] = (byte) (bits >> 4);
        } else {
            out[n++] = (byte) (bits >> 10);
            out[n++] = (byte) (bits >> 2);
        }
        if (next() >= 0) {
            throw illegal(at - 1);
        }
        return Arrays.copyOf(out, n);
    }

    /** The next character that counts; -1 at the end. */
    private int next() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\n' && c != '\r') {
                return c;
            }
        }
        return -1;
    }

    private static MalformedJsonException illegal(int offset) {
        return new MalformedJsonException("illegal base64 data at input byte " + offset);
    }

    private static byte[] values() {
        byte[] values = new byte[0x80];
        Arrays.fill(values, (byte) -1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        return values;
    }
}
