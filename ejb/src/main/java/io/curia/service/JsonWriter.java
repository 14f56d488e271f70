package io.curia.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.model.CompactMap;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes one JSON document as bytes, compact or indented by four spaces with a final newline (http-api §1.1). The
 * caller writes values in order; commas, colons and line breaks come by themselves. For use by one thread, once.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] REPLACEMENT = "\\ufffd".getBytes(US_ASCII);

    private final boolean pretty;
    private byte[] out;
    private int n;
    private int depth;
    private boolean first = true;
    private boolean named;

    /** A field's name, ready to be written. */
    public static final class Name {
        private final byte[] quoted;

        private Name(String name) {
            quoted = ('"' + name + '"').getBytes(US_ASCII);
        }

        /** A name of ASCII letters, digits and underscores. */
        public static Name of(String name) {
            return new Name(Objects.requireNonNull(name));
        }
    }

    /**
     * A writer of one document.
     *
     * @param capacity the expected length in bytes
     * @param pretty whether to indent
     */
    public JsonWriter(int capacity, boolean pretty) {
        this.out = new byte[Math.max(capacity, 16)];
        this.pretty = pretty;
    }

    /** Opens a list. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Closes the list. */
    public JsonWriter endArray() {
        return end(']');
    }

    /** Opens an object. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Closes the object. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** The name of the field whose value comes next. */
    public JsonWriter name(Name name) {
        separate();
        raw(name.quoted);
        return colon();
    }

    /** The name, any text, of the entry whose value comes next. */
    public JsonWriter name(String name) {
        separate();
        quoted(name);
        return colon();
    }

    /** A text; null is written as {@code null}. */
    public JsonWriter value(String text) {
        if (text == null) {
            return nullValue();
        }
        separate();
        quoted(text);
        return this;
    }

    /** A text given as UTF-8; each byte that is none becomes a replacement character. */
    public JsonWriter utf8(byte[] text) {
        separate();
        quoted(text);
        return this;
    }

    /** {@code true} or {@code false}. */
    public JsonWriter value(boolean value) {
        separate();
        raw(value ? TRUE : FALSE);
        return this;
    }

    /** A signed number. */
    public JsonWriter value(long value) {
        separate();
        if (value < 0) {
            raw(Long.toString(value));
        } else {
            digits(value);
        }
        return this;
    }

    /** A number taken as unsigned. */
    public JsonWriter unsigned(long value) {
        separate();
        if (value < 0) {
            raw(Long.toUnsignedString(value));
        } else {
            digits(value);
        }
        return this;
    }

    /** A finite number in its shortest form. */
    public JsonWriter decimal(double value) {
        separate();
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-6 || size >= 1e21)) {
            raw(Double.toString(value).replace(".0E", "E").replace("E", size < 1 ? "e" : "e+"));
        } else if (value == 0) {
            raw("0");
        } else {
            raw(new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
        }
        return this;
    }

    /** Bytes in base64; none and null are written as {@code null}. */
    public JsonWriter base64(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return nullValue();
        }
        separate();
        ensure(2 + (bytes.length + 2) / 3 * 4);
        out[n++] = '"';
        int whole = bytes.length / 3 * 3;
        for (int i = 0; i < whole; i += 3) {
            int bits = (bytes[i] & 0xff) << 16 | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff);
            out[n++] = BASE64[bits >>> 18];
            out[n++] = BASE64[bits >>> 12 & 0x3f];
            out[n++] = BASE64[bits >>> 6 & 0x3f];
            out[n++] = BASE64[bits & 0x3f];
        }
        base64Rest(bytes, whole);
        out[n++] = '"';
        return this;
    }

    /** {@code null}. */
    public JsonWriter nullValue() {
        separate();
        raw(NULL);
        return this;
    }

    /** A map of texts, sorted bytewise by key; null is written as {@code null}. */
    public JsonWriter map(Map<String, String> map) {
        if (map == null) {
            return nullValue();
        }
        beginObject();
        if (map instanceof CompactMap<String>) {
            map.forEach((key, value) -> name(key).value(value)); // is in order already
            return endObject();
        }
        map.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().getBytes(UTF_8), Arrays::compareUnsigned))
                .forEach(e -> name(e.getKey()).value(e.getValue()));
        return endObject();
    }

    /** A list of texts; null is written as an empty one. */
    public JsonWriter texts(List<String> texts) {
        beginArray();
        if (texts != null) {
            for (String text : texts) {
                value(text);
            }
        }
        return endArray();
    }

    /** A value of any kind: null, a boolean, a finite number, a text, or a list or map of these; maps in their order. */
    public JsonWriter any(Object value) {
        if (value instanceof Map<?, ?> map) {
            beginObject();
            map.forEach((key, each) -> name(key.toString()).any(each));
            return endObject();
        } else if (value instanceof List<?> list) {
            beginArray();
            list.forEach(this::any);
            return endArray();
        } else if (value instanceof Boolean flag) {
            return value(flag.booleanValue());
        } else if (value instanceof Double || value instanceof Float) {
            return decimal(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            return value(number.longValue());
        }
        return value == null ? nullValue() : value(value.toString());
    }

    /** The whole document. The writer may not be used any more. */
    public byte[] finish() {
        if (pretty) {
            raw('\n');
        }
        return n == out.length ? out : Arrays.copyOf(out, n);
    }

    private JsonWriter begin(char bracket) {
        separate();
        raw(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        depth--;
        if (pretty && !first) {
            indent();
        }
        raw(bracket);
        first = false;
        return this;
    }

    private JsonWriter colon() {
        raw(':');
        if (pretty) {
            raw(' ');
        }
        named = true;
        return this;
    }

    /** Whatever must stand before the next name or value. */
    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (depth > 0) {
            if (!first) {
                raw(',');
            }
            if (pretty) {
                indent();
            }
        }
        first = false;
    }

    private void indent() {
        ensure(1 + 4 * depth);
        out[n++] = '\n';
        for (int i = 0; i < 4 * depth; i++) {
            out[n++] = ' ';
        }
    }

    /** Nearly all texts are plain ASCII, which needs neither a copy nor escapes. */
    private void quoted(String text) {
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

    private void quoted(byte[] text) {
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

    private void base64Rest(byte[] bytes, int from) {
        int left = bytes.length - from;
        if (left == 0) {
            return;
        }
        int bits = (bytes[from] & 0xff) << 16 | (left == 2 ? (bytes[from + 1] & 0xff) << 8 : 0);
        out[n++] = BASE64[bits >>> 18];
        out[n++] = BASE64[bits >>> 12 & 0x3f];
        out[n++] = left == 2 ? BASE64[bits >>> 6 & 0x3f] : (byte) '=';
        out[n++] = '=';
    }

    private void digits(long value) {
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

    private void raw(String ascii) {
        raw(ascii.getBytes(ISO_8859_1));
    }

    private void raw(char ascii) {
        ensure(1);
        out[n++] = (byte) ascii;
    }

    private void raw(byte[] ascii) {
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
