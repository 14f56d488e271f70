package io.curia.snapshot;

import io.curia.json.Base64Text;
import io.curia.json.MalformedJsonException;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * Walks over a sound document whose values must have declared types. Types go by the names that clients know from
 * faults. Fields are found whatever the case of their names, unknown ones are passed over, of equal ones the last wins,
 * and {@code null} leaves a value as it was. Faults are {@link MalformedJsonException}s. For use by one thread.
 */
final class TypedJson implements AutoCloseable {
    private static final String PACKAGE = "raft.";
    private static final String BYTES = "[]uint8";
    private static final char LONG_S = '\u017f';

    private final JsonParser parser;
    private final Deque<String> path = new ArrayDeque<>();
    private String struct = "";
    private Event event;

    /** At the document's only value; its syntax must have been checked. */
    TypedJson(String document) {
        parser = Json.createParser(new StringReader(document));
        event = parser.next();
    }

    /** Reads an object: calls the reader of each of its fields that stands in {@code fields}. */
    void struct(String name, Map<String, Runnable> fields) {
        if (isNull()) {
            return;
        }
        require(Event.START_OBJECT, PACKAGE + name);
        String outer = struct;
        while (parser.next() == Event.KEY_NAME) {
            String field = declared(fields, parser.getString());
            event = parser.next();
            if (field == null) {
                skip();
                continue;
            }
            struct = name;
            path.addLast(field);
            fields.get(field).run();
            path.removeLast();
            struct = outer;
        }
        event = Event.END_OBJECT;
    }

    /** Reads a list: empties what was read before, then calls the reader of an element for each. */
    void list(String type, Runnable clear, Runnable element) {
        if (isNull()) {
            clear.run();
            return;
        }
        require(Event.START_ARRAY, "[]" + PACKAGE + type);
        clear.run();
        for (event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            element.run();
        }
    }

    /** A number with or without a sign, of 64 bits. */
    long integer(String type, long present) {
        return number(type, present, Long::parseLong, any -> true);
    }

    /** A number without a sign, of 64 bits; values from 2⁶³ are negative here. */
    long unsigned(long present) {
        return number("uint64", present, Long::parseUnsignedLong, any -> true);
    }

    /** Text. */
    String text(String type, String present) {
        if (isNull()) {
            return present;
        }
        require(Event.VALUE_STRING, type);
        return parser.getString();
    }

    /** Bytes: base64, or a list of numbers; {@code null} is none. */
    byte[] bytes() {
        if (isNull()) {
            return new byte[0];
        }
        if (event == Event.VALUE_STRING) {
            return Base64Text.decode(parser.getString());
        }
        require(Event.START_ARRAY, BYTES);
        var bytes = new ByteArrayOutputStream();
        for (event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            bytes.write((int) number("uint8", 0, Long::parseUnsignedLong, value -> value >= 0 && value < 0x100));
        }
        return bytes.toByteArray();
    }

    private long number(String type, long present, ToLongFunction<String> parse, LongPredicate fits) {
        if (isNull()) {
            return present;
        }
        require(Event.VALUE_NUMBER, type);
        String number = parser.getString();
        try {
            long value = parse.applyAsLong(number);
            if (fits.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below: it has a fraction, an exponent, a wrong sign, or is too large
        }
        throw mismatch("number " + number, type);
    }

    private boolean isNull() {
        return event == Event.VALUE_NULL;
    }

    private void require(Event expected, String type) {
        if (event != expected) {
            throw mismatch(found(), type);
        }
    }

    private String found() {
        return switch (event) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_NUMBER -> "number";
            default -> "bool";
        };
    }

    private MalformedJsonException mismatch(String found, String type) {
        String place = path.isEmpty() ? "value" : "struct field " + struct + "." + String.join(".", path);
        return new MalformedJsonException("json: cannot unmarshal " + found + " into Go " + place + " of type " + type);
    }

    private void skip() {
        switch (event) {
            case START_OBJECT -> parser.skipObject();
            case START_ARRAY -> parser.skipArray();
            default -> {}
        }
    }

    /** The field's name as it is declared; null if it is not. */
    private static String declared(Map<String, Runnable> fields, String name) {
        if (fields.containsKey(name)) {
            return name;
        }
        String folded = fold(name);
        return fields.keySet().stream()
                .filter(field -> fold(field).equals(folded))
                .findFirst()
                .orElse(null);
    }

    /** Names that differ only in the case of their letters become equal. */
    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace(LONG_S, 's');
    }

    @Override
    public void close() {
        parser.close();
    }
}
