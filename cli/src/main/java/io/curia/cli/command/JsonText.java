package io.curia.cli.command;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Iterator;

/** JSON as Consul's command line writes it: indented by three blanks, some characters escaped. Not thread-safe. */
public final class JsonText {
    private static final String INDENT = "   ";
    private static final String ESCAPED = "<>&\u2028\u2029";

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** The text, without a line end after it. */
    public static String of(JsonValue value) {
        var json = new JsonText();
        json.value(value, "\n");
        return json.text.toString();
    }

    private void value(JsonValue value, String lineStart) {
        if (value instanceof JsonObject object) {
            object(object, lineStart);
        } else if (value instanceof JsonArray array) {
            array(array, lineStart);
        } else if (value instanceof JsonString string) {
            string(string.getString());
        } else {
            text.append(value);
        }
    }

    private void object(JsonObject object, String lineStart) {
        if (object.isEmpty()) {
            text.append("{}");
            return;
        }
        text.append('{');
        String separator = "";
        for (var entry : object.entrySet()) {
            text.append(separator).append(lineStart).append(INDENT);
            string(entry.getKey());
            text.append(": ");
            value(entry.getValue(), lineStart + INDENT);
            separator = ",";
        }
        text.append(lineStart).append('}');
    }

    private void array(JsonArray array, String lineStart) {
        if (array.isEmpty()) {
            text.append("[]");
            return;
        }
        text.append('[');
        for (Iterator<JsonValue> values = array.iterator(); values.hasNext(); ) {
            text.append(lineStart).append(INDENT);
            value(values.next(), lineStart + INDENT);
            text.append(values.hasNext() ? "," : "");
        }
        text.append(lineStart).append(']');
    }

    private void string(String value) {
        text.append('"');
        value.chars().forEach(this::character);
        text.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c >= ' ' && ESCAPED.indexOf(c) < 0) {
                    text.append((char) c);
                } else {
                    text.append(String.format("\\u%04x", c));
                }
            }
        }
    }
}
