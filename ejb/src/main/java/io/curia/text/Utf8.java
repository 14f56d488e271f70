package io.curia.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reading UTF-8 that may be broken, the way the API's reference does: each wrong byte is one replacement character. */
public final class Utf8 {
    /** What {@link #codePoint} answers for a byte that begins no valid sequence. */
    public static final int INVALID = -1;

    private Utf8() {}

    /**
     * The code point that begins at {@code at}, or {@link #INVALID} when the bytes there are no complete, shortest-form
     * sequence of a scalar value. A caller goes on by {@link #length} bytes, or by one after an invalid byte.
     */
    public static int codePoint(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return first;
        }
        if (first >= 0xc2 && first < 0xe0) {
            return continues(bytes, at, 1) ? (first & 0x1f) << 6 | low(bytes, at + 1) : INVALID;
        }
        if (first >= 0xe0 && first < 0xf0 && continues(bytes, at, 2)) {
            int cp = (first & 0x0f) << 12 | low(bytes, at + 1) << 6 | low(bytes, at + 2);
            return cp >= 0x800 && (cp < 0xd800 || cp > 0xdfff) ? cp : INVALID;
        }
        if (first >= 0xf0 && first < 0xf5 && continues(bytes, at, 3)) {
            int cp = (first & 0x07) << 18 | low(bytes, at + 1) << 12 | low(bytes, at + 2) << 6 | low(bytes, at + 3);
            return cp >= 0x10000 && cp <= 0x10ffff ? cp : INVALID;
        }
        return INVALID;
    }

    /** How many bytes a valid code point takes; 1 for {@link #INVALID}. */
    public static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** The text of {@code bytes[from, to)}; each byte that is not UTF-8 becomes a replacement character. */
    public static String decode(byte[] bytes, int from, int to) {
        byte[] part = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
        if (isValid(part)) {
            return new String(part, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(part.length);
        for (int at = 0; at < part.length; ) {
            int cp = codePoint(part, at);
            text.appendCodePoint(cp == INVALID ? 0xfffd : cp);
            at += length(cp);
        }
        return text.toString();
    }

    /** Whether all of it is valid. */
    public static boolean isValid(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            int cp = codePoint(bytes, at);
            if (cp == INVALID) {
                return false;
            }
            at += length(cp);
        }
        return true;
    }

    /**
     * Whether every character is a letter, mark, number, punctuation, symbol or the plain space. Bytes that are not
     * UTF-8 count as printable.
     */
    public static boolean isPrintable(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            byte b = bytes[at];
            if (b >= 0x20 && b < 0x7f) {
                at++;
                continue;
            }
            int cp = codePoint(bytes, at);
            if (cp != INVALID && !isPrintable(cp)) {
                return false;
            }
            at += length(cp);
        }
        return true;
    }

    /** Whether this character is visible, or the plain space. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    private static boolean continues(byte[] bytes, int at, int count) {
        if (at + count >= bytes.length) {
            return false;
        }
        for (int i = 1; i <= count; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int low(byte[] bytes, int at) {
        return bytes[at] & 0x3f;
    }
}
