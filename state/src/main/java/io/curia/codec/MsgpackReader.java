package io.curia.codec;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads msgpack from a part of an array, as Go's decoder does (snapshot-format §4): integers of any width, raw, str8 and
 * bin as one, and nil as the zero of whatever is asked for. Nothing is allocated for bytes that are not there.
 *
 * <p>Every method that reads throws {@link MsgpackException} if the next value is cut short or of another type; the
 * position is undefined afterwards. Not thread-safe.
 */
public final class MsgpackReader {
    /** How deeply arrays, maps and structs may be nested. */
    public static final int MAX_DEPTH = 100;

    private static final int NO_ELEMENTS = -1;
    private static final int MIN_EXPECTED = 16;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int depth;

    /** Reads all of an array, which is neither copied nor changed. */
    public MsgpackReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /**
     * Reads a part of an array, which is neither copied nor changed.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public MsgpackReader(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    /** Number of bytes not read yet. */
    public int remaining() {
        return end - position;
    }

    /** Whether everything has been read. */
    public boolean atEnd() {
        return position == end;
    }

    /** Checks that nothing follows. */
    public void expectEnd() {
        if (!atEnd()) {
            throw new MsgpackException(remaining() + " bytes after the value");
        }
    }

    /** Reads a nil if one is next, and says whether it was. */
    public boolean tryNil() {
        if (position < end && (bytes[position] & 0xff) == Heads.NIL) {
            position++;
            return true;
        }
        return false;
    }

    /** A boolean; nil is false. */
    public boolean bool() {
        int head = head();
        return switch (head) {
            case Heads.NIL, Heads.FALSE -> false;
            case Heads.TRUE -> true;
            default -> throw unexpected("a boolean", head);
        };
    }

    /** An integer of 64 bits, unsigned; nil is 0. Negative ones are refused. */
    public long uint64() {
        int head = head();
        if (head == Heads.NIL) {
            return 0;
        }
        long value = integer(head);
        if (value < 0 && head != Heads.UINT64) {
            throw new MsgpackException("negative value for an unsigned integer: " + value);
        }
        return value;
    }

    /** A signed integer of 64 bits; nil is 0. Larger ones are refused. */
    public long int64() {
        int head = head();
        if (head == Heads.NIL) {
            return 0;
        }
        long value = integer(head);
        if (value < 0 && head == Heads.UINT64) {
            throw new MsgpackException("integer too large: " + Long.toUnsignedString(value));
        }
        return value;
    }

    /** A float of either width, or an integer; nil is 0. */
    public double float64() {
        int head = head();
        return switch (head) {
            case Heads.NIL -> 0;
            case Heads.FLOAT32 -> Float.intBitsToFloat((int) fixed(4));
            case Heads.FLOAT64 -> Double.longBitsToDouble(fixed(8));
            default -> {
                long value = integer(head);
                yield value < 0 && head == Heads.UINT64 ? new UnsignedLong(value).doubleValue() : (double) value;
            }
        };
    }

    /** Bytes; nil is null. */
    public ByteString bytes() {
        if (tryNil()) {
            return null;
        }
        int length = rawLength();
        position += length;
        return ByteString.copyOf(bytes, position - length, position);
    }

    /** A text; nil is empty, and what is not UTF-8 becomes U+FFFD. */
    public String string() {
        if (tryNil()) {
            return "";
        }
        int length = rawLength();
        if (length == 0) {
            return ""; // the literal, for millions of rows hold it
        }
        position += length;
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    /** The start of an array: how many values follow, or -1 for nil. Never more than there are bytes left. */
    public int arrayHeader() {
        int head = head();
        if (head == Heads.NIL) {
            return NO_ELEMENTS;
        } else if (!Heads.isArray(head)) {
            throw unexpected("an array", head);
        }
        return elements(Heads.inlineLength(head), head, 1);
    }

    /** The start of a map: how many keys, each with its value, follow, or -1 for nil. Never more than bytes left. */
    public int mapHeader() {
        int head = head();
        if (head == Heads.NIL) {
            return NO_ELEMENTS;
        } else if (!Heads.isMap(head)) {
            throw unexpected("a map", head);
        }
        return elements(Heads.inlineLength(head), head, 2);
    }

    /** An unmodifiable array of texts; nil is null, within it an empty text. */
    public List<String> strings() {
        int count = arrayHeader();
        if (count < 0) {
            return null;
        }
        var list = new ArrayList<String>(Math.min(count, MIN_EXPECTED));
        for (int i = 0; i < count; i++) {
            list.add(string());
        }
        return Collections.unmodifiableList(list);
    }

    /** An unmodifiable map of texts in the order written; nil is null, within it an empty text. */
    public Map<String, String> stringMap() {
        int count = mapHeader();
        if (count < 0) {
            return null;
        }
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            map.put(string(), string());
        }
        return Collections.unmodifiableMap(map);
    }

    /** An unmodifiable map of values as {@link #any} reads them, in the order written; nil is null. */
    public Map<String, Object> anyMap() {
        return tryNil() ? null : GenericValues.map(this);
    }

    /** An unmodifiable array of values as {@link #any} reads them; nil is null. */
    public List<Object> anyList() {
        return tryNil() ? null : GenericValues.list(this);
    }

    /** A time; nil is null. */
    public GoTime time() {
        return tryNil() ? null : TimeBlob.decode(raw());
    }

    /**
     * The time that {@link #any} took for a text or bytes; null is null.
     *
     * @throws MsgpackException if it is none
     */
    public static GoTime timeOf(Object value) {
        return GenericValues.timeOf(value);
    }

    /**
     * A value of no fixed type: null, {@link Boolean}, {@link Long}, {@link UnsignedLong}, {@link Float}, {@link Double},
     * {@link String} (or {@link ByteString} where it is not UTF-8), or an unmodifiable {@link List} or {@link Map} of
     * such, in the order written.
     */
    public Object any() {
        return GenericValues.any(this);
    }

    /** Passes over one value of any type. */
    public void skip() {
        int head = head();
        if (Heads.isArray(head)) {
            skipElements(elements(Heads.inlineLength(head), head, 1));
        } else if (Heads.isMap(head)) {
            skipElements(2 * elements(Heads.inlineLength(head), head, 2));
        } else {
            long payload = payload(head);
            if (payload > remaining()) {
                throw cutShort();
            }
            position += (int) payload;
        }
    }

    /** Passes over everything that is left, whatever it is. */
    public void skipAll() {
        position = end;
    }

    /** Enters an array, map or struct that is read by hand; {@link #leave} belongs to it. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new MsgpackException("nested more than " + MAX_DEPTH + " deep");
        }
    }

    /** Leaves what was entered. */
    void leave() {
        depth--;
    }

    /**
     * Reads a field's name and finds it among those known.
     *
     * @param guess the one to try first
     * @return which of the names it is, or -1
     */
    int fieldName(byte[][] names, int guess) {
        if (tryNil()) {
            return -1;
        }
        int length = rawLength();
        int from = position;
        position += length;
        if (guess < names.length && Arrays.equals(names[guess], 0, names[guess].length, bytes, from, position)) {
            return guess;
        }
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(names[i], 0, names[i].length, bytes, from, position)) {
                return i;
            }
        }
        return -1;
    }

    private void skipElements(int count) {
        enter();
        for (int i = 0; i < count; i++) {
            skip();
        }
        leave();
    }

    /** The bytes of a raw, str or bin, not copied. */
    ByteBuffer raw() {
        int length = rawLength();
        position += length;
        return ByteBuffer.wrap(bytes, position - length, length);
    }

    /** The length of a raw, str or bin whose head is next; that many bytes are there. */
    private int rawLength() {
        int head = head();
        if (!Heads.isRaw(head)) {
            throw unexpected("a string", head);
        }
        long length = Heads.inlineLength(head);
        if (length < 0) {
            length = fixed(Heads.width(head));
        }
        if (length > remaining()) {
            throw cutShort();
        }
        return (int) length;
    }

    private int elements(int inline, int head, int bytesEach) {
        long count = inline >= 0 ? inline : fixed(Heads.width(head));
        if (count * bytesEach > remaining()) {
            throw cutShort();
        }
        return (int) count;
    }

    /** How many bytes of a value that is neither array nor map follow its head. */
    private long payload(int head) {
        if (Heads.isRaw(head)) {
            int inline = Heads.inlineLength(head);
            return inline >= 0 ? inline : fixed(Heads.width(head));
        } else if (Heads.isExtension(head)) {
            return 1 + fixed(Heads.width(head));
        }
        int width = Heads.width(head);
        if (width < 0) {
            throw unexpected("a value", head);
        }
        return width;
    }

    /** The integer that began with this byte. */
    long integer(int head) {
        return switch (head) {
            case Heads.UINT8, Heads.UINT16, Heads.UINT32, Heads.UINT64 -> fixed(Heads.width(head));
            case Heads.INT8 -> (byte) fixed(1);
            case Heads.INT16 -> (short) fixed(2);
            case Heads.INT32 -> (int) fixed(4);
            case Heads.INT64 -> fixed(8);
            default -> {
                if (!Heads.isFixedInteger(head)) {
                    throw unexpected("a number", head);
                }
                yield (byte) head;
            }
        };
    }

    /** The first byte of what is next, which stays. */
    int peek() {
        if (position >= end) {
            throw cutShort();
        }
        return bytes[position] & 0xff;
    }

    /** The first byte of what is next. */
    int head() {
        int head = peek();
        position++;
        return head;
    }

    /** So many bytes as a number. */
    long fixed(int width) {
        if (width > remaining()) {
            throw cutShort();
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    private static MsgpackException cutShort() {
        return new MsgpackException("unexpected end of data");
    }

    private static MsgpackException unexpected(String wanted, int head) {
        return new MsgpackException("expected " + wanted + " but found type byte 0x" + Integer.toHexString(head));
    }
}
