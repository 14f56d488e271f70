package io.curia.http.json;

import io.curia.json.MalformedJsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;

/** A place inside a document, for readers. For use by one thread. */
public final class JsonInput {
    private final JsonParser parser;
    private Event event;
    private String field = "";

    JsonInput(JsonParser parser) {
        this.parser = parser;
        next();
    }

    /** What stands here. */
    public Event event() {
        return event;
    }

    /** Goes to what comes next: a field's name, a value, or the end of a list or object. */
    public Event next() {
        event = parser.next();
        return event;
    }

    /** The field's name, or the text, that stands here. Halves of surrogate pairs become replacement characters. */
    public String text() {
        return wellFormed(parser.getString());
    }

    /** The number that stands here, as it was written. */
    public String number() {
        return parser.getString();
    }

    /** Goes to the end of the value that stands here. */
    void skip() {
        switch (event) {
            case START_OBJECT -> {
                parser.skipObject();
                event = Event.END_OBJECT;
            }
            case START_ARRAY -> {
                parser.skipArray();
                event = Event.END_ARRAY;
            }
            default -> {}
        }
    }

    /** Remembers the field whose value is read, for texts of errors. */
    void enter(String name) {
        field = name;
    }

    /** What is thrown when a value of another type was expected, for example {@code "string"}. */
    public MalformedJsonException expected(String type) {
        String found =
                switch (event) {
                    case START_OBJECT -> "object";
                    case START_ARRAY -> "array";
                    case VALUE_STRING -> "string";
                    case VALUE_NUMBER -> "number " + number();
                    case VALUE_TRUE, VALUE_FALSE -> "bool";
                    default -> "value";
                };
        String where = field.isEmpty() ? "value" : "field " + field;
        return new MalformedJsonException("json: cannot unmarshal " + found + " into " + where + " of type " + type);
    }

    private static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int at = 0; at < text.length(); ) {
            int cp = text.codePointAt(at);
            if (cp >= Character.MIN_SURROGATE && cp <= Character.MAX_SURROGATE) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(at, '\ufffd');
            }
            at += Character.charCount(cp);
        }
        return repaired == null ? text : repaired.toString();
    }
}
