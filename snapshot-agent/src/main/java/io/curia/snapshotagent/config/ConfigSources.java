package io.curia.snapshotagent.config;

import io.curia.client.Faults;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts a configuration together from files and single values; what comes later wins over what came before. Not
 * thread-safe.
 */
public final class ConfigSources {
    private static final String ROOT = "snapshot_agent";

    private JsonObject merged = JsonValue.EMPTY_JSON_OBJECT;
    private boolean filesGiven;
    private boolean found;

    /**
     * Adds a JSON file; one without a {@code snapshot_agent} object adds nothing.
     *
     * @throws AgentConfigException if it cannot be read or is no JSON object
     */
    public void addFile(Path file) throws AgentConfigException {
        filesGiven = true;
        var part = parse(file).get(ROOT);
        if (part instanceof JsonArray array && array.size() == 1) {
            part = array.get(0);
        }
        if (part instanceof JsonObject object) {
            found = true;
            merged = merge(merged, object);
        } else if (part != null) {
            throw new AgentConfigException(file + ": " + ROOT + " is no object");
        }
    }

    /**
     * Adds the files of a directory whose names end in {@code .json}, in the order of their names.
     *
     * @throws AgentConfigException as {@link #addFile}, or if the directory cannot be read
     */
    public void addDirectory(Path directory) throws AgentConfigException {
        filesGiven = true;
        try (var files = Files.list(directory)) {
            for (var file : files.filter(each -> each.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                addFile(file);
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Sets a value as a file would.
     *
     * @param path keys below {@code snapshot_agent}, with dots between, such as {@code snapshot.interval}
     */
    public void set(String path, String value) {
        JsonValue inner = Json.createValue(value);
        String[] keys = path.split("\\.", -1);
        for (int i = keys.length - 1; i >= 0; i--) {
            inner = Json.createObjectBuilder().add(keys[i], inner).build();
        }
        merged = merge(merged, inner.asJsonObject());
    }

    /**
     * What all of them say.
     *
     * @throws AgentConfigException if files were given and none has a {@code snapshot_agent} object, or a key is
     *     unknown, has a bad value, or asks for what an agent cannot do
     */
    public AgentConfig read() throws AgentConfigException {
        if (filesGiven && !found) {
            throw new AgentConfigException("no file of the configuration has an object " + ROOT);
        }
        return ConfigReading.read(new Section("", merged));
    }

    private static JsonObject parse(Path file) throws AgentConfigException {
        try (var reader = Json.createReader(new StringReader(Files.readString(file)))) {
            return reader.readObject();
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (JsonException | ClassCastException e) {
            throw new AgentConfigException(file + " is no JSON object: " + e.getMessage(), e);
        }
    }

    private static AgentConfigException unreadable(Path file, IOException cause) {
        String reason = cause instanceof FileSystemException fault ? Faults.reason(fault) : Faults.line(cause);
        return new AgentConfigException(file + " cannot be read: " + reason, cause);
    }

    /** Objects are merged key by key; anything else replaces what was there. */
    private static JsonObject merge(JsonObject before, JsonObject after) {
        var both = Json.createObjectBuilder(before);
        after.forEach((key, value) -> {
            boolean objects = value instanceof JsonObject && before.get(key) instanceof JsonObject;
            both.add(key, objects ? merge(before.getJsonObject(key), value.asJsonObject()) : value);
        });
        return both.build();
    }
}
