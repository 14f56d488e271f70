package io.curia.cli.operator;

import io.curia.cli.command.VisibleText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The state of the autopilot for people, laid out as {@code consul operator autopilot state} does. Not thread-safe. */
final class StateText {
    private static final String[] GROUPS = {
        "TargetVersionVoters",
        "TargetVersionNonVoters",
        "TargetVersionReadReplicas",
        "OtherVersionVoters",
        "OtherVersionNonVoters",
        "OtherVersionReadReplicas"
    };

    private final List<String> lines = new ArrayList<>();

    private StateText() {}

    /** The text, without a line end after it. */
    static String of(JsonObject state) {
        var text = new StateText();
        text.summary(state);
        text.zones(state);
        text.upgrade(state);
        text.add("Servers:");
        new TreeMap<>(state.getJsonObject("Servers")).values().forEach(server -> text.server(server.asJsonObject()));
        return String.join("\n", text.lines);
    }

    private void summary(JsonObject state) {
        add("Healthy:                      " + text(state, "Healthy"));
        add("Failure Tolerance:            " + text(state, "FailureTolerance"));
        add("Optimistic Failure Tolerance: " + text(state, "OptimisticFailureTolerance"));
        add("Leader:                       " + text(state, "Leader"));
        list("", "Voters:", state, "Voters");
        list("", "Read Replicas:", state, "ReadReplicas");
    }

    private void zones(JsonObject state) {
        if (!state.containsKey("RedundancyZones")) {
            return;
        }
        add("Redundancy Zones:");
        new TreeMap<>(state.getJsonObject("RedundancyZones")).forEach((name, value) -> {
            var zone = value.asJsonObject();
            add("   " + name + ":");
            add("      Failure Tolerance: " + text(zone, "FailureTolerance"));
            list("      ", "Voters:", zone, "Voters");
            list("      ", "Servers:", zone, "Servers");
        });
    }

    private void upgrade(JsonObject state) {
        if (!state.containsKey("Upgrade")) {
            return;
        }
        var upgrade = state.getJsonObject("Upgrade");
        add("Upgrade Info:");
        add("   Status:         " + text(upgrade, "Status"));
        add("   Target Version: " + text(upgrade, "TargetVersion"));
        for (String group : GROUPS) {
            list("   ", words(group) + ":", upgrade, group);
        }
    }

    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    private void server(JsonObject server) {
        add("   " + text(server, "ID"));
        add("      Name:            " + text(server, "Name"));
        add("      Address:         " + text(server, "Address"));
        add("      Version:         " + text(server, "Version"));
        add("      Status:          " + text(server, "Status"));
        add("      Node Type:       " + text(server, "NodeType"));
        add("      Node Status:     " + text(server, "NodeStatus"));
        add("      Healthy:         " + text(server, "Healthy"));
        add("      Last Contact:    " + text(server, "LastContact"));
        add("      Last Term:       " + text(server, "LastTerm"));
        add("      Last Index:      " + text(server, "LastIndex"));
        optional(server, "      Redundancy Zone: ", "RedundancyZone");
        optional(server, "      Upgrade Version: ", "UpgradeVersion");
        if (server.get("Meta") instanceof JsonObject meta && !meta.isEmpty()) {
            add("      Meta");
            new TreeMap<>(meta).forEach((key, value) -> add("         \"" + key + "\": " + value));
        }
    }

    private void optional(JsonObject object, String label, String name) {
        if (object.containsKey(name)) {
            add(label + text(object, name));
        }
    }

    private void list(String indent, String label, JsonObject object, String name) {
        if (object.get(name) instanceof jakarta.json.JsonArray list) {
            add(indent + label);
            list.getValuesAs(JsonString.class).forEach(each -> add(indent + "   " + each.getString()));
        }
    }

    private static String text(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value instanceof JsonString string ? string.getString() : String.valueOf(value);
    }

    private void add(String line) {
        lines.add(VisibleText.of(line));
    }
}
