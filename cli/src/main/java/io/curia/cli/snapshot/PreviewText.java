package io.curia.cli.snapshot;

import io.curia.cli.command.TextTable;
import io.curia.cli.command.VisibleText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a server's preview of a restore for people. Stateless. */
final class PreviewText {
    private static final String RULE = "----";

    /** One kind of change: its column, the field with its keys, and the mark before them. */
    private record Change(String count, String keys, String mark) {}

    private static final List<Change> CHANGES = List.of(
            new Change("Add", "Added", "+"),
            new Change("Change", "Changed", "~"),
            new Change("Remove", "Removed", "-"));

    private PreviewText() {}

    /**
     * The tables, with line ends.
     *
     * @param withKeys whether to name the keys too
     * @throws ClassCastException if it is no preview
     */
    static String of(JsonObject preview, boolean withKeys) {
        List<JsonObject> tables = array(preview, "Tables").getValuesAs(JsonObject.class);
        var text = new StringBuilder(meta(object(preview, "Meta")));
        text.append('\n').append(counts(tables));
        if (withKeys) {
            tables.forEach(table -> text.append(keys(table)));
        }
        return text.append(nodes(preview)).toString();
    }

    /** What becomes of the nodes of servers; a server that is too old for it says nothing of them. */
    private static String nodes(JsonObject preview) {
        var text = new StringBuilder();
        if (preview.get("TakenOver") instanceof JsonArray listed) {
            for (JsonObject node : listed.getValuesAs(JsonObject.class)) {
                text.append("Node ")
                        .append(VisibleText.of(string(node, "Node")))
                        .append(" (id ")
                        .append(string(node, "ID"))
                        .append(") will be taken over by this cluster's server of that name (id ")
                        .append(string(node, "ServerID"))
                        .append("). Its sessions and locks stay.\n");
            }
        }
        if (preview.get("Gone") instanceof JsonObject gone && number(gone, "Count") > 0) {
            long count = number(gone, "Count");
            var named = array(gone, "Nodes").getValuesAs(JsonString.class);
            text.append(count == 1 ? "1 node is no server" : count + " nodes are no servers")
                    .append(" of this cluster, will become critical and leave the catalog after a minute: ")
                    .append(named.stream()
                            .map(name -> VisibleText.of(name.getString()))
                            .collect(Collectors.joining(", ")))
                    .append(count > named.size() ? " and " + (count - named.size()) + " more\n" : "\n");
        }
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String meta(JsonObject meta) {
        var table = new TextTable();
        for (String field : List.of("ID", "Size", "Index", "Term", "Version")) {
            JsonValue value = meta.get(field);
            table.row(field, value instanceof JsonString text ? text.getString() : value);
        }
        return table.toString();
    }

    private static String counts(List<JsonObject> tables) {
        var text = new TextTable()
                .row("Table", "Add", "Change", "Remove", "Unchanged")
                .row(RULE, RULE, RULE, RULE, RULE);
        long[] totals = new long[4];
        for (JsonObject table : tables) {
            long[] counts = {
                number(table, "Add"), number(table, "Change"), number(table, "Remove"), number(table, "Unchanged")
            };
            text.row(string(table, "Table"), counts[0], counts[1], counts[2], counts[3]);
            for (int i = 0; i < counts.length; i++) {
                totals[i] += counts[i];
            }
        }
        return text.row(RULE, RULE, RULE, RULE, RULE)
                .row("Total", totals[0], totals[1], totals[2], totals[3])
                .toString();
    }

    private static String keys(JsonObject table) {
        var text = new StringBuilder();
        for (Change change : CHANGES) {
            var keys = table.get(change.keys()) instanceof JsonArray listed ? listed : JsonValue.EMPTY_JSON_ARRAY;
            for (JsonString key : keys.getValuesAs(JsonString.class)) {
                text.append("   ").append(change.mark()).append(' ').append(VisibleText.of(key.getString()));
                text.append('\n');
            }
            long more = number(table, change.count()) - keys.size();
            if (more > 0) {
                text.append("   ")
                        .append(change.mark())
                        .append(" and ")
                        .append(more)
                        .append(" more\n");
            }
        }
        return text.isEmpty() ? "" : "\n " + VisibleText.of(string(table, "Table")) + "\n" + text;
    }

    private static JsonObject object(JsonObject json, String field) {
        return present(json, field).asJsonObject();
    }

    private static JsonArray array(JsonObject json, String field) {
        return present(json, field).asJsonArray();
    }

    private static JsonValue present(JsonObject json, String field) {
        var value = json.get(field);
        if (value == null) {
            throw new ClassCastException("no " + field);
        }
        return value;
    }

    private static long number(JsonObject json, String field) {
        return ((jakarta.json.JsonNumber) present(json, field)).longValue();
    }

    private static String string(JsonObject json, String field) {
        return ((JsonString) present(json, field)).getString();
    }
}
