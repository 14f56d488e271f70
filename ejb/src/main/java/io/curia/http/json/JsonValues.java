package io.curia.http.json;

import io.curia.json.Base64Text;
import io.curia.json.MalformedJsonException;
import io.curia.text.Durations;
import jakarta.json.stream.JsonParser.Event;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Readers for the plain types of http-api §1.1, and for lists and maps of others. */
public final class JsonValues {
    /** No number in a body is written with more characters. */
    private static final int LONGEST_NUMBER = 400;

    /** Text; zero is empty. */
    public static final JsonReader<String> TEXT = scalar("", JsonValues::text);

    /** True or false; zero is false. */
    public static final JsonReader<Boolean> BOOL = scalar(false, JsonValues::bool);

    /** A whole number of 32 bits. */
    public static final JsonReader<Integer> INT = scalar(0, in -> (int) integer(in, "int", 32));

    /** A whole number of 64 bits. */
    public static final JsonReader<Long> LONG = scalar(0L, in -> integer(in, "int64", 64));

    /** A whole number of 64 bits without a sign; values from 2⁶³ come out negative. */
    public static final JsonReader<Long> UNSIGNED = scalar(0L, JsonValues::unsigned);

    /** A finite number. */
    public static final JsonReader<Double> DOUBLE = scalar(0.0, JsonValues::decimal);

    /** Nanoseconds, given as such or as a text like {@code 1h15m}. A fraction of a nanosecond is cut off. */
    public static final JsonReader<Long> DURATION = scalar(0L, JsonValues::duration);

    /** Bytes given in base64; zero is null. */
    public static final JsonReader<byte[]> BYTES = scalar(null, in -> Base64Text.decode(text(in)));

    /**
     * Any value: null, {@code Boolean}, {@code Double}, {@code String}, {@code List} or {@code Map} of these, in order.
     */
    public static final JsonReader<Object> ANY = JsonValues::any;

    private JsonValues() {}

    /** A list, unmodifiable; zero is null. */
    public static <V> JsonReader<List<V>> list(JsonReader<V> element) {
        return in -> {
            if (in.event() != Event.START_ARRAY) {
                throw in.expected("list");
            }
            List<V> list = new ArrayList<>();
            while (in.next() != Event.END_ARRAY) {
                list.add(orZero(element, in));
            }
            return Collections.unmodifiableList(list);
        };
    }

    /** A map with any texts as keys, unmodifiable, in order; of equal keys the last wins. Zero is null. */
    public static <V> JsonReader<Map<String, V>> map(JsonReader<V> value) {
        return in -> {
            if (in.event() != Event.START_OBJECT) {
                throw in.expected("map");
            }
            Map<String, V> map = new LinkedHashMap<>();
            while (in.next() != Event.END_OBJECT) {
                String key = in.text();
                in.next();
                map.put(key, orZero(value, in));
            }
            return Collections.unmodifiableMap(map);
        };
    }

    /** Reads the value, or takes the type's zero for {@code null}. */
    static <V> V orZero(JsonReader<V> reader, JsonInput in) {
        return in.event() == Event.VALUE_NULL ? reader.zero() : reader.read(in);
    }

    private static <V> JsonReader<V> scalar(V zero, JsonReader<V> reader) {
        return new JsonReader<>() {
            @Override
            public V read(JsonInput in) {
                return reader.read(in);
            }

            @Override
            public V zero() {
                return zero;
            }
        };
    }

    private static String text(JsonInput in) {
        if (in.event() != Event.VALUE_STRING) {
            throw in.expected("string");
        }
        return in.text();
    }

    private static boolean bool(JsonInput in) {
        return switch (in.event()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw in.expected("bool");
        };
    }

    private static long integer(JsonInput in, String type, int bits) {
        BigInteger value = whole(in, type);
        if (value.bitLength() >= bits) {
            throw in.expected(type);
        }
        return value.longValue();
    }

    private static long unsigned(JsonInput in) {
        BigInteger value = whole(in, "uint64");
        if (value.signum() < 0 || value.bitLength() > 64) {
            throw in.expected("uint64");
        }
        return value.longValue();
    }

    private static BigInteger whole(JsonInput in, String type) {
        String number = number(in, type);
        if (number.length() > 20 || !isWhole(number)) {
            throw in.expected(type);
        }
        return new BigInteger(number);
    }

    private static boolean isWhole(String number) {
        return number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }

    private static double decimal(JsonInput in) {
        double value = Double.parseDouble(number(in, "float64"));
        if (Double.isInfinite(value)) {
            throw in.expected("float64");
        }
        return value;
    }

    private static long duration(JsonInput in) {
        if (in.event() == Event.VALUE_STRING) {
            String text = in.text();
            OptionalLong nanos = Durations.parse(text);
            if (nanos.isEmpty()) {
                throw new MalformedJsonException(Durations.fault(text));
            }
            return nanos.getAsLong();
        }
        String number = number(in, "duration");
        if (isWhole(number)) {
            return integer(in, "duration", 64);
        }
        double value = Double.parseDouble(number);
        if (Math.abs(value) >= 0x1p63) {
            throw in.expected("duration");
        }
        return (long) value;
    }

    private static String number(JsonInput in, String type) {
        if (in.event() != Event.VALUE_NUMBER) {
            throw in.expected(type);
        }
        String number = in.number();
        if (number.length() > LONGEST_NUMBER) {
            throw new MalformedJsonException("json: cannot unmarshal a number of " + number.length() + " digits");
        }
        return number;
    }

    private static Object any(JsonInput in) {
        return switch (in.event()) {
            case START_OBJECT -> map(ANY).read(in);
            case START_ARRAY -> list(ANY).read(in);
            case VALUE_STRING -> in.text();
            case VALUE_NUMBER -> decimal(in);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw in.expected("value");
        };
    }
}
