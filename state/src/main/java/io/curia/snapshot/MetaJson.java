package io.curia.snapshot;

import io.curia.json.JsonSyntax;
import io.curia.json.MalformedJsonException;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code meta.json}: one line in a fixed order when written, read as strictly as its fields have types. */
final class MetaJson {
    /** How many lists and objects may be open at once; a field that is not known may have as many. */
    private static final int MAX_DEPTH = 10_000;

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

    /** @throws ArchiveException if it is no JSON, or a field has a wrong type; the text is the one of the fault alone */
    static ArchiveMeta read(byte[] json) throws ArchiveException {
        try {
            JsonSyntax.requireOne(json, MAX_DEPTH);
            try (var in = new TypedJson(new String(json, StandardCharsets.UTF_8))) {
                return new Draft().read(in);
            }
        } catch (MalformedJsonException e) {
            throw new ArchiveException(e.getMessage(), e);
        }
    }

    /** What has been read so far; what is absent keeps its zero. */
    private static final class Draft {
        private long version;
        private String id = "";
        private long index;
        private long term;
        private byte[] peers = {};
        private final List<ArchiveMeta.Server> servers = new ArrayList<>();
        private long configurationIndex;
        private long size;

        ArchiveMeta read(TypedJson in) {
            in.struct(
                    "SnapshotMeta",
                    Map.of(
                            "Version", () -> version = in.integer("raft.SnapshotVersion", version),
                            "ID", () -> id = in.text("string", id),
                            "Index", () -> index = in.unsigned(index),
                            "Term", () -> term = in.unsigned(term),
                            "Peers", () -> peers = in.bytes(),
                            "Configuration", () -> in.struct("Configuration", configuration(in)),
                            "ConfigurationIndex", () -> configurationIndex = in.unsigned(configurationIndex),
                            "Size", () -> size = in.integer("int64", size)));
            String base64 = Base64.getEncoder().encodeToString(peers);
            return new ArchiveMeta(version, id, index, term, base64, servers, configurationIndex, size);
        }

        private Map<String, Runnable> configuration(TypedJson in) {
            return Map.of(
                    "Servers", () -> in.list("Server", servers::clear, () -> servers.add(new ServerDraft().read(in))));
        }
    }

    private static final class ServerDraft {
        private long suffrage;
        private String id = "";
        private String address = "";

        ArchiveMeta.Server read(TypedJson in) {
            in.struct(
                    "Server",
                    Map.of(
                            "Suffrage", () -> suffrage = in.integer("raft.ServerSuffrage", suffrage),
                            "ID", () -> id = in.text("raft.ServerID", id),
                            "Address", () -> address = in.text("raft.ServerAddress", address)));
            return new ArchiveMeta.Server(suffrage, id, address);
        }
    }
}
