package io.curia.snapshot;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code meta.json}: one line in a fixed order when written, any JSON object when read. */
final class MetaJson {
    private MetaJson() {}

    static byte[] write(ArchiveMeta meta) {
        var json = new StringBuilder()
                .append("{\"Version\":")
                .append(meta.version())
                .append(",\"ID\":")
                .append(Json.createValue(meta.id()))
                .append(",\"Index\":")
                .append(Long.toUnsignedString(meta.index()))
                .append(",\"Term\":")
                .append(Long.toUnsignedString(meta.term()))
                .append(",\"Peers\":")
                .append(Json.createValue(meta.peers()))
                .append(",\"Configuration\":{\"Servers\":[");
        String comma = "";
        for (var server : meta.servers()) {
            json.append(comma)
                    .append("{\"Suffrage\":")
                    .append(server.suffrage())
                    .append(",\"ID\":")
                    .append(Json.createValue(server.id()))
                    .append(",\"Address\":")
                    .append(Json.createValue(server.address()))
                    .append('}');
            comma = ",";
        }
        json.append("]},\"ConfigurationIndex\":")
                .append(Long.toUnsignedString(meta.configurationIndex()))
                .append(",\"Size\":")
                .append(meta.size())
                .append("}\n");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ArchiveException if it is no JSON object, or a field has a wrong type */
    static ArchiveMeta read(byte[] json) throws ArchiveException {
        try (JsonParser parser = Json.createParser(new ByteArrayInputStream(json))) {
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw new ArchiveException("json: cannot unmarshal the metadata: no object");
            }
            return meta(parser.getObject());
        } catch (JsonException | IllegalStateException | java.util.NoSuchElementException e) {
            throw new ArchiveException(json.length == 0 ? "EOF" : "invalid JSON: " + e.getMessage(), e);
        } catch (ClassCastException | ArithmeticException e) {
            throw new ArchiveException("json: a field has a wrong type", e);
        }
    }

    private static ArchiveMeta meta(JsonObject json) {
        var servers = new ArrayList<ArchiveMeta.Server>();
        if (field(json, "Configuration") instanceof JsonObject configuration
                && field(configuration, "Servers") instanceof JsonArray list) {
            for (var server : list.getValuesAs(JsonObject.class)) {
                servers.add(new ArchiveMeta.Server(
                        (int) number(server, "Suffrage"), text(server, "ID"), text(server, "Address")));
            }
        }
        return new ArchiveMeta(
                number(json, "Version"),
                text(json, "ID"),
                number(json, "Index"),
                number(json, "Term"),
                text(json, "Peers"),
                List.copyOf(servers),
                number(json, "ConfigurationIndex"),
                number(json, "Size"));
    }

    /** The field of that name, whatever its case; null if it is absent or null. */
    private static JsonValue field(JsonObject json, String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            value = json.entrySet().stream()
                    .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                    .map(java.util.Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        return value == JsonValue.NULL ? null : value;
    }

    private static long number(JsonObject json, String name) {
        JsonValue value = field(json, name);
        return value == null ? 0 : ((JsonNumber) value).bigIntegerValueExact().longValue();
    }

    private static String text(JsonObject json, String name) {
        JsonValue value = field(json, name);
        return value == null ? "" : ((JsonString) value).getString();
    }
}
