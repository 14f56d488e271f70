package io.curia.http.json;

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
    private static final byte[] NULL = "null".getBytes(US_ASCII);
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);

    private final boolean pretty;
    private final JsonBuffer out;
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
        this.out = new JsonBuffer(capacity);
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
        out.raw(name.quoted);
        return colon();
    }

    /** The name, any text, of the entry whose value comes next. */
    public JsonWriter name(String name) {
        separate();
        out.quoted(name);
        return colon();
    }

    /** A text; null is written as {@code null}. */
    public JsonWriter value(String text) {
        if (text == null) {
            return nullValue();
        }
        separate();
        out.quoted(text);
        return this;
    }

    /** A text given as UTF-8; each byte that is none becomes a replacement character. */
    public JsonWriter utf8(byte[] text) {
        separate();
        out.quoted(text);
        return this;
    }

    /** {@code true} or {@code false}. */
    public JsonWriter value(boolean value) {
        separate();
        out.raw(value ? TRUE : FALSE);
        return this;
    }

    /** A signed number. */
    public JsonWriter value(long value) {
        separate();
        if (value < 0) {
            out.raw(Long.toString(value));
        } else {
            out.digits(value);
        }
        return this;
    }

    /** A number taken as unsigned. */
    public JsonWriter unsigned(long value) {
        separate();
        if (value < 0) {
            out.raw(Long.toUnsignedString(value));
        } else {
            out.digits(value);
        }
        return this;
    }

    /** A finite number in its shortest form. */
    public JsonWriter decimal(double value) {
        separate();
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-6 || size >= 1e21)) {
            out.raw(Double.toString(value).replace(".0E", "E").replace("E", size < 1 ? "e" : "e+"));
        } else if (value == 0) {
            out.raw("0");
        } else {
            out.raw(new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
        }
        return this;
    }

    /** Bytes in base64; none and null are written as {@code null}. */
    public JsonWriter base64(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return nullValue();
        }
        separate();
        out.base64(bytes);
        return this;
    }

    /** {@code null}. */
    public JsonWriter nullValue() {
        separate();
        out.raw(NULL);
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

    /** Begins a text that consists of bytes in base64, which {@link #base64Part} and {@link #endBase64} go on with. */
    public JsonWriter beginBase64() {
        separate();
        out.raw('"');
        return this;
    }

    /** A part of the bytes; the length of each but the last must be a multiple of three. */
    public JsonWriter base64Part(byte[] bytes, int from, int to) {
        out.base64(bytes, from, to);
        return this;
    }

    /** Ends the text. */
    public JsonWriter endBase64() {
        out.raw('"');
        return this;
    }

    /** How many bytes there are that were not taken yet. */
    public int length() {
        return out.length();
    }

    /** What was written since the last call; the document goes on behind it. */
    public byte[] take() {
        return out.take();
    }

    /** The whole document, or what was not taken of it. The writer may not be used any more. */
    public byte[] finish() {
        if (pretty) {
            out.raw('\n');
        }
        return out.finish();
    }

    private JsonWriter begin(char bracket) {
        separate();
        out.raw(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        depth--;
        if (pretty && !first) {
            indent();
        }
        out.raw(bracket);
        first = false;
        return this;
    }

    private JsonWriter colon() {
        out.raw(':');
        if (pretty) {
            out.raw(' ');
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
                out.raw(',');
            }
            if (pretty) {
                indent();
            }
        }
        first = false;
    }

    private void indent() {
        out.raw('\n');
        out.spaces(4 * depth);
    }
}
