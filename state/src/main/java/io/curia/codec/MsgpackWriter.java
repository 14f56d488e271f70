package io.curia.codec;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes msgpack as Go's encoder does (snapshot-format §4): minimal integers, strings and bytes as raw. Collects into a
 * buffer that {@link #toByteArray} copies and {@link #drainTo} empties, so that streams of any length pass through one
 * writer. Not thread-safe.
 */
public final class MsgpackWriter {
    private static final int ROOM_FOR_STRUCTS = 20;

    private static final int FIXRAW_MAX = 31;
    private static final int FIXCOLLECTION_MAX = 15;

    private byte[] buffer;
    private int depth;
    private int size;

    /** A writer with a small buffer that grows. */
    public MsgpackWriter() {
        this(256);
    }

    /** A writer whose buffer holds {@code capacity} bytes before it grows. */
    public MsgpackWriter(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    /** How many bytes wait in the buffer. */
    public int size() {
        return size;
    }

    /** A copy of what was written since the start or the last drain. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** Writes out and forgets what was written since the start or the last drain. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }

    /** One plain byte outside of msgpack, such as a record's type. */
    public MsgpackWriter plainByte(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /** Nil. */
    public MsgpackWriter nil() {
        return plainByte(Heads.NIL);
    }

    /** A boolean. */
    public MsgpackWriter bool(boolean value) {
        return plainByte(value ? Heads.TRUE : Heads.FALSE);
    }

    /** An unsigned 64-bit integer. */
    public MsgpackWriter uint64(long value) {
        if (value >= 0 && value <= 0x7f) {
            return plainByte((int) value);
        } else if (value >>> 8 == 0) {
            return head(Heads.UINT8, value, 1);
        } else if (value >>> 16 == 0) {
            return head(Heads.UINT16, value, 2);
        } else if (value >>> 32 == 0) {
            return head(Heads.UINT32, value, 4);
        }
        return head(Heads.UINT64, value, 8);
    }

    /** A signed integer; one that is not negative looks like an unsigned one. */
    public MsgpackWriter int64(long value) {
        if (value >= 0) {
            return uint64(value);
        } else if (value >= -32) {
            return plainByte((int) value);
        } else if (value == (byte) value) {
            return head(Heads.INT8, value, 1);
        } else if (value == (short) value) {
            return head(Heads.INT16, value, 2);
        } else if (value == (int) value) {
            return head(Heads.INT32, value, 4);
        }
        return head(Heads.INT64, value, 8);
    }

    /** A float of 32 bits. */
    public MsgpackWriter float32(float value) {
        return head(Heads.FLOAT32, Float.floatToRawIntBits(value), 4);
    }

    /** A float of 64 bits. */
    public MsgpackWriter float64(double value) {
        return head(Heads.FLOAT64, Double.doubleToRawLongBits(value), 8);
    }

    /** A text, as UTF-8; unpaired surrogates become {@code ?}. */
    public MsgpackWriter string(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes; null is nil, none is an empty raw. */
    public MsgpackWriter bytes(ByteString value) {
        return value == null ? nil() : raw(value.shared());
    }

    /** Bytes, never null. */
    public MsgpackWriter raw(byte[] value) {
        rawHeader(value.length);
        return plain(value);
    }

    /** The start of an array of so many values. */
    public MsgpackWriter arrayHeader(int length) {
        return collectionHeader(length, 0x90, Heads.ARRAY16);
    }

    /** The start of a map of so many keys, each with its value. */
    public MsgpackWriter mapHeader(int length) {
        return collectionHeader(length, 0x80, Heads.MAP16);
    }

    /** An array of texts; null is nil. */
    public MsgpackWriter strings(List<String> values) {
        if (values == null) {
            return nil();
        }
        arrayHeader(values.size());
        values.forEach(this::string);
        return this;
    }

    /** A map of texts in the order it has; null is nil. */
    public MsgpackWriter stringMap(Map<String, String> values) {
        if (values == null) {
            return nil();
        }
        mapHeader(values.size());
        values.forEach((key, value) -> string(key).string(value));
        return this;
    }

    /** A time blob; null is nil. */
    public MsgpackWriter time(GoTime value) {
        return value == null ? nil() : raw(TimeBlob.encode(value));
    }

    /**
     * A value of any type that {@link MsgpackReader#any} gives, or a time, or a map or list with times in it.
     *
     * @throws IllegalArgumentException if it, or a part of it, is of another type, or it is nested deeper than a reader
     *     takes
     */
    public MsgpackWriter any(Object value) {
        if (value == null) {
            return nil();
        } else if (value instanceof String text) {
            return string(text);
        } else if (value instanceof Boolean bool) {
            return bool(bool);
        } else if (value instanceof Long || value instanceof Integer) {
            return int64(((Number) value).longValue());
        } else if (value instanceof UnsignedLong big) {
            return uint64(big.bits());
        } else if (value instanceof Double number) {
            return float64(number);
        } else if (value instanceof Float number) {
            return float32(number);
        } else if (value instanceof ByteString bytes) {
            return bytes(bytes);
        } else if (value instanceof GoTime time) {
            return time(time);
        } else if (value instanceof List<?> list) {
            enter();
            arrayHeader(list.size());
            list.forEach(this::any);
            depth--;
            return this;
        } else if (value instanceof Map<?, ?> map) {
            enter();
            mapHeader(map.size());
            map.forEach((key, element) -> any(key).any(element));
            depth--;
            return this;
        }
        throw new IllegalArgumentException(
                "no msgpack form for " + value.getClass().getName());
    }

    /** What stands around the value is at most as deep as the limit leaves room for. */
    private void enter() {
        if (++depth > MsgpackReader.MAX_DEPTH - ROOM_FOR_STRUCTS) {
            throw new IllegalArgumentException("nested too deep");
        }
    }

    /** Bytes that are already encoded, or stand outside of msgpack. */
    MsgpackWriter plain(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    private void rawHeader(int length) {
        if (length <= FIXRAW_MAX) {
            plainByte(0xa0 | length);
        } else if (length <= 0xffff) {
            head(Heads.STR8 + 1, length, 2);
        } else {
            head(Heads.STR32, length, 4);
        }
    }

    private MsgpackWriter collectionHeader(int length, int fixed, int sized) {
        if (length < 0) {
            throw new IllegalArgumentException("negative length: " + length);
        } else if (length <= FIXCOLLECTION_MAX) {
            return plainByte(fixed | length);
        } else if (length <= 0xffff) {
            return head(sized, length, 2);
        }
        return head(sized + 1, length, 4);
    }

    private MsgpackWriter head(int type, long value, int width) {
        plainByte(type);
        bigEndian(value, width);
        return this;
    }

    private void bigEndian(long value, int width) {
        ensure(width);
        for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > buffer.length) {
            long doubled = Math.min(2L * buffer.length, Integer.MAX_VALUE - 8);
            buffer = Arrays.copyOf(buffer, (int) Math.max(needed, doubled));
        }
    }
}
