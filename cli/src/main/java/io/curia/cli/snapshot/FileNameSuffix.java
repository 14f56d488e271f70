package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.HttpFaults;
import io.curia.client.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a server says of itself, put into the name of a file. Stateless. */
final class FileNameSuffix {
    private static final String SELF = "/v1/agent/self";
    private static final List<String> KNOWN = List.of("version", "dc", "node", "status");

    private FileNameSuffix() {}

    /**
     * The name with the parts that are listed, in a fixed order, before its ending.
     *
     * @param list some of {@code version,dc,node,status}; if empty the name stays as it is and nobody is asked
     * @throws CommandFailure if the list has others, or the server does not tell
     */
    static String append(String file, String list, HttpApi api) throws CommandFailure {
        if (list.isEmpty()) {
            return file;
        }
        List<String> wanted =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        for (String each : wanted) {
            if (!KNOWN.contains(each)) {
                throw new CommandFailure("-append-filename takes " + String.join(", ", KNOWN) + ", not " + each);
            }
        }
        var self = self(api);
        var suffix = new StringBuilder();
        for (String each : KNOWN) {
            if (wanted.contains(each)) {
                suffix.append('-').append(part(self, each));
            }
        }
        int directory = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
        int dot = file.lastIndexOf('.');
        int end = dot >= directory ? dot : file.length();
        return file.substring(0, end) + suffix + file.substring(end);
    }

    private static JsonObject self(HttpApi api) throws CommandFailure {
        try (var reader = Json.createReader(new StringReader(api.text("GET", SELF, Map.of(), null, null)))) {
            return reader.readObject();
        } catch (IOException e) {
            throw unknown(HttpFaults.text(api, "GET", SELF, e));
        } catch (JsonException e) {
            throw unknown("no JSON object at " + SELF);
        }
    }

    private static String part(JsonObject self, String name) throws CommandFailure {
        String value =
                switch (name) {
                    case "version" -> text(self, "Config", "Version");
                    case "dc" -> text(self, "Config", "Datacenter");
                    case "node" -> text(self, "Config", "NodeName");
                    default -> isLeader(self) ? "leader" : "follower";
                };
        // the server must not choose where the file goes
        if (value.contains("/") || value.contains("\\") || value.indexOf(0) >= 0) {
            throw unknown("its " + name + " cannot be part of a file's name");
        }
        return value;
    }

    private static boolean isLeader(JsonObject self) throws CommandFailure {
        return object(object(self, "Stats"), "consul").getString("leader", "").equals("true");
    }

    private static String text(JsonObject self, String part, String field) throws CommandFailure {
        String value = object(self, part).getString(field, "");
        if (value.isEmpty()) {
            throw unknown("it has no " + part + "." + field);
        }
        return value;
    }

    private static JsonObject object(JsonObject json, String field) throws CommandFailure {
        if (json.get(field) instanceof JsonObject object) {
            return object;
        }
        throw unknown("it has no " + field);
    }

    private static CommandFailure unknown(String why) {
        return new CommandFailure("Error asking the server for what is to be appended to the file name: " + why);
    }
}
