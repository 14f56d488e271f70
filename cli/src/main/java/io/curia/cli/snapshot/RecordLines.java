package io.curia.cli.snapshot;

import io.curia.model.ByteString;
import jakarta.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How a record looks as a line of JSON. Stateless. */
final class RecordLines {
    private RecordLines() {}

    /**
     * One line, with its end.
     *
     * @param data as the codec reads values of no fixed type
     */
    static String line(String type, Object data) {
        var line =
                new StringBuilder("{\"Type\":").append(Json.createValue(type)).append(",\"Data\":");
        append(data, line);
        return line.append("}\n").toString();
    }

    private static void append(Object value, StringBuilder line) {
        if (value instanceof Map<?, ?> map) {
            line.append('{');
            String comma = "";
            for (var entry : map.entrySet()) {
                line.append(comma)
                        .append(Json.createValue(String.valueOf(entry.getKey())))
                        .append(':');
                append(entry.getValue(), line);
                comma = ",";
            }
            line.append('}');
        } else if (value instanceof List<?> list) {
            line.append('[');
            String comma = "";
            for (var each : list) {
                line.append(comma);
                append(each, line);
                comma = ",";
            }
            line.append(']');
        } else if (value instanceof String text) {
            line.append(Json.createValue(text));
        } else if (value instanceof ByteString bytes) {
            String base64 = Base64.getEncoder().encodeToString(bytes.shared());
            line.append("{\"Base64\":\"").append(base64).append("\"}");
        } else {
            line.append(isNoNumber(value) ? null : value);
        }
    }

    /** JSON has no such numbers. */
    private static boolean isNoNumber(Object value) {
        return value instanceof Number number
                && (Double.isNaN(number.doubleValue()) || Double.isInfinite(number.doubleValue()));
    }
}
