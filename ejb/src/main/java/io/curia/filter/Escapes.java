package io.curia.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The escapes of a text in double quotes, as Go source has them. For use by one thread, once. */
final class Escapes {
    private final String text;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    private Escapes(String text) {
        this.text = text;
    }

    /** What stands between the quotes, resolved; null if an escape is malformed or there is a line break. */
    static String resolve(String inside) {
        if (inside.indexOf('\n') >= 0) {
            return null;
        }
        return inside.indexOf('\\') < 0 ? inside : new Escapes(inside).resolve();
    }

    private String resolve() {
        while (at < text.length()) {
            int cp = text.codePointAt(at);
            at += Character.charCount(cp);
            if (cp != '\\') {
                write(cp);
            } else if (!escape()) {
                return null;
            }
        }
        return out.toString(UTF_8);
    }

    /** What follows a backslash. */
    private boolean escape() {
        if (at == text.length()) {
            return false;
        }
        char c = text.charAt(at++);
        int simple = "abfnrtv\\\"".indexOf(c);
        if (simple >= 0) {
            out.write("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
            return true;
        }
        return switch (c) {
            case 'x' -> oneByte(digits(2, 16));
            case 'u' -> character(digits(4, 16));
            case 'U' -> character(digits(8, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                yield oneByte(digits(3, 8));
            }
            default -> false;
        };
    }

    /** A number of exactly so many digits; -1 if they are not there. */
    private long digits(int count, int base) {
        if (text.length() - at < count) {
            return -1;
        }
        long value = 0;
        for (int end = at + count; at < end; at++) {
            char c = text.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * base + digit;
        }
        return value;
    }

    private boolean oneByte(long value) {
        if (value < 0 || value > 0xff) {
            return false;
        }
        out.write((int) value);
        return true;
    }

    private boolean character(long value) {
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (value < 0 || value > Character.MAX_CODE_POINT || surrogate) {
            return false;
        }
        write((int) value);
        return true;
    }

    private void write(int cp) {
        out.writeBytes(Character.toString(cp).getBytes(UTF_8));
    }
}
