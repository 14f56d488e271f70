package io.curia.codec;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What values become whose type only their first byte tells; see {@link MsgpackReader#any}. Stateless. */
final class GenericValues {
    private static final int MIN_EXPECTED = 16;

    private GenericValues() {}

    static Object any(MsgpackReader in) {
        int head = in.peek();
        if (Heads.isRaw(head)) {
            return textOrBytes(in);
        } else if (Heads.isArray(head)) {
            return list(in);
        } else if (Heads.isMap(head)) {
            return map(in);
        }
        return scalar(in);
    }

    static List<Object> list(MsgpackReader in) {
        int count = in.arrayHeader();
        if (count <= 0) {
            return List.of();
        }
        in.enter();
        var list = new ArrayList<Object>(Math.min(count, MIN_EXPECTED));
        for (int i = 0; i < count; i++) {
            list.add(any(in));
        }
        in.leave();
        return Collections.unmodifiableList(list);
    }

    static Map<String, Object> map(MsgpackReader in) {
        int count = in.mapHeader();
        if (count <= 0) {
            return Map.of();
        }
        in.enter();
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < count; i++) {
            map.put(in.string(), any(in));
        }
        in.leave();
        return Collections.unmodifiableMap(map);
    }

    /** The time that was taken for a text or bytes; null is null. */
    static GoTime timeOf(Object value) {
        if (value == null || value instanceof GoTime) {
            return (GoTime) value;
        } else if (value instanceof ByteString bytes) {
            return TimeBlob.decode(ByteBuffer.wrap(bytes.shared()).asReadOnlyBuffer());
        } else if (value instanceof String text) {
            return TimeBlob.decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        throw new MsgpackException(
                "expected a time but found a " + value.getClass().getSimpleName());
    }

    private static Object scalar(MsgpackReader in) {
        int head = in.head();
        return switch (head) {
            case Heads.NIL -> null;
            case Heads.FALSE -> false;
            case Heads.TRUE -> true;
            case Heads.FLOAT32 -> Float.intBitsToFloat((int) in.fixed(4));
            case Heads.FLOAT64 -> Double.longBitsToDouble(in.fixed(8));
            default -> {
                long value = in.integer(head);
                yield head == Heads.UINT64 && value < 0 ? new UnsignedLong(value) : (Object) value;
            }
        };
    }

    private static Object textOrBytes(MsgpackReader in) {
        var raw = in.raw();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(raw.duplicate()).toString();
        } catch (CharacterCodingException e) {
            var bytes = new byte[raw.remaining()];
            raw.get(bytes);
            return ByteString.wrap(bytes);
        }
    }
}
