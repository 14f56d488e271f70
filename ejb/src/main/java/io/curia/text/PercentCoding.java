package io.curia.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Percent-encoding of paths and queries, byte for byte: what is decoded need not be UTF-8. */
public final class PercentCoding {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);
    private static final String PATH_MARKS = "-_.~$&+,/:;=@";
    private static final String QUERY_MARKS = "-_.~";

    private PercentCoding() {}

    /** Decodes a path once; {@code +} stays. Null when an escape is malformed. */
    public static byte[] decodePath(String raw) {
        return decode(raw, 0, raw.length(), false);
    }

    /** Decodes {@code raw[from, to)} of a query; {@code +} is a space. Null when an escape is malformed. */
    public static byte[] decodeQuery(String raw, int from, int to) {
        return decode(raw, from, to, true);
    }

    /** Encodes a path for a Location header; slashes and the marks that are legal in a path stay. */
    public static String encodePath(byte[] path) {
        StringBuilder out = new StringBuilder(path.length + 16);
        encode(path, PATH_MARKS, out);
        return out.toString();
    }

    /** Encodes one name or value of a query; a space becomes {@code +}. */
    public static void encodeQuery(byte[] part, StringBuilder out) {
        for (byte b : part) {
            if (b == ' ') {
                out.append('+');
            } else {
                encode(b, QUERY_MARKS, out);
            }
        }
    }

    private static void encode(byte[] part, String marks, StringBuilder out) {
        for (byte b : part) {
            encode(b, marks, out);
        }
    }

    private static void encode(byte b, String marks, StringBuilder out) {
        char c = (char) (b & 0xff);
        if (isLetterOrDigit(c) || marks.indexOf(c) >= 0) {
            out.append(c);
        } else {
            out.append('%').append((char) HEX[c >> 4]).append((char) HEX[c & 0xf]);
        }
    }

    private static byte[] decode(String raw, int from, int to, boolean plusIsSpace) {
        byte[] out = new byte[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c > 0xff) {
                // a transport that already decoded the request line as UTF-8
                return decode(latin1View(raw.substring(from, to)), plusIsSpace);
            }
            if (c == '%') {
                int value = i + 2 < to ? hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)) : -1;
                if (value < 0) {
                    return null;
                }
                out[n++] = (byte) value;
                i += 2;
            } else {
                out[n++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        return n == out.length ? out : Arrays.copyOf(out, n);
    }

    private static byte[] decode(String raw, boolean plusIsSpace) {
        return decode(raw, 0, raw.length(), plusIsSpace);
    }

    private static String latin1View(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
