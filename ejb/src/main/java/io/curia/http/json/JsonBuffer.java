package io.curia.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.text.Utf8;
import java.util.Arrays;

/** The bytes of one JSON document as they grow: how texts, numbers and bytes are spelt. For use by one thread, once. */
final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(US_ASCII);
    private static final byte[] REPLACEMENT = "\\ufffd".getBytes(US_ASCII);

    private byte[] out;
    private int n;

    /** @param capacity the expected length in bytes */
    JsonBuffer(int capacity) {
        out = new byte[Math.max(capacity, 16)];
    }

    /** All there is; the buffer may not be used any more. */
    byte[] finish() {
        return n == out.length ? out : Arrays.copyOf(out, n);
    }

    int length() {
        return n;
    }

    /** All there is; the buffer begins anew. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(out, n);
        n = 0;
        return taken;
    }

    void spaces(int count) {
        ensure(count);
        Arrays.fill(out, n, n + count, (byte) ' ');
        n += count;
    }

    /** Bytes, at least one, in base64 and in quotes. */
    void base64(byte[] bytes) {
        raw('"');
        base64(bytes, 0, bytes.length);
        raw('"');
    }

    /** A part of bytes in base64. */
    void base64(byte[] bytes, int from, int to) {
        ensure((to - from + 2) / 3 * 4);
        int whole = from + (to - from) / 3 * 3;
        for (int i = from; i < whole; i += 3) {
            int bits = (bytes[i] & 0xff) << 16 | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff);
            out[n++] = BASE64[bits >>> 18];
            out[n++] = BASE64[bits >>> 12 & 0x3f];
            out[n++] = BASE64[bits >>> 6 & 0x3f];
            out[n++] = BASE64[bits & 0x3f];
        }
        base64Rest(bytes, whole, to);
    }

    private void base64Rest(byte[] bytes, int from, int to) {
        int left = to - from;
        if (left == 0) {
            return;
        }
        int bits = (bytes[from] & 0xff) << 16 | (left == 2 ? (bytes[from + 1] & 0xff) << 8 : 0);
        out[n++] = BASE64[bits >>> 18];
        out[n++] = BASE64[bits >>> 12 & 0x3f];
        out[n++] = left == 2 ? BASE64[bits >>> 6 & 0x3f] : (byte) '=';
        out[n++] = '=';
    }

    /** A text in quotes. Nearly all are plain ASCII, which needs neither a copy nor escapes. */
    void quoted(String text) {
        int start = n;
        int length = text.length();
        ensure(length + 2);
        out[n++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || !isPlain((byte) c)) {
                n = start;
                quoted(text.getBytes(UTF_8));
                return;
            }
            out[n++] = (byte) c;
        }
        out[n++] = '"';
    }

    private static boolean isPlain(byte b) {
        return b >= 0x20 && b != '"' && b != '\\' && b != '<' && b != '>' && b != '&';
    }

    /** A text given as UTF-8, in quotes; each byte that is none becomes a replacement character. */
    void quoted(byte[] text) {
        ensure(text.length + 2);
        out[n++] = '"';
        for (int at = 0; at < text.length; ) {
            byte b = text[at];
            if (isPlain(b)) {
                raw((char) b);
                at++;
            } else if (b >= 0) {
                escape(b);
                at++;
            } else {
                at += beyondAscii(text, at);
            }
        }
        raw('"');
    }

    private int beyondAscii(byte[] text, int at) {
        int cp = Utf8.codePoint(text, at);
        int length = Utf8.length(cp);
        if (cp == Utf8.INVALID) {
            raw(REPLACEMENT);
        } else if (cp == 0x2028 || cp == 0x2029) {
            unicodeEscape(cp);
        } else {
            ensure(length);
            System.arraycopy(text, at, out, n, length);
            n += length;
        }
        return length;
    }

    private void escape(byte b) {
        switch (b) {
            case '"', '\\' -> {
                raw('\\');
                raw((char) b);
            }
            case '\n' -> raw("\\n");
            case '\r' -> raw("\\r");
            case '\t' -> raw("\\t");
            default -> unicodeEscape(b);
        }
    }

    private void unicodeEscape(int cp) {
        ensure(6);
        out[n++] = '\\';
        out[n++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            out[n++] = HEX[cp >>> shift & 0xf];
        }
    }

    /** A number that is not negative. */
    void digits(long value) {
        ensure(20);
        int end = n + 1;
        for (long rest = value; rest > 9; rest /= 10) {
            end++;
        }
        long rest = value;
        for (int i = end - 1; i >= n; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        n = end;
    }

    /** ASCII as it stands, as do the next two. */
    void raw(String ascii) {
        raw(ascii.getBytes(ISO_8859_1));
    }

    void raw(char ascii) {
        ensure(1);
        out[n++] = (byte) ascii;
    }

    void raw(byte[] ascii) {
        ensure(ascii.length);
        System.arraycopy(ascii, 0, out, n, ascii.length);
        n += ascii.length;
    }

    private void ensure(int more) {
        if (n + more > out.length) {
            out = Arrays.copyOf(out, Math.addExact(n, Math.max(more, n)));
        }
    }
}
