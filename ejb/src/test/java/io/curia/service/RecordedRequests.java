package io.curia.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.http.Endpoint;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** For which endpoints the module conformance has a recorded answer that this server must give alike. */
final class RecordedRequests {
    // surefire runs in the module's directory, one below the repository's
    private static final Path RECORDINGS =
            Path.of("..", "conformance", "src", "main", "resources", "io", "curia", "conformance");

    private static final Set<String> OTHER_SERVERS = Set.of("acl", "acl-bootstrap");

    private final Set<String> leftOut = new TreeSet<>();
    private final Set<Endpoint<?>> rows = new HashSet<>();

    private RecordedRequests() {}

    /** The rows of the table that are asked in a conversation whose answers are compared. */
    static Set<Endpoint<?>> rows() throws IOException {
        var requests = new RecordedRequests();
        var families = new TreeSet<String>();
        for (String line : Files.readAllLines(RECORDINGS.resolve("families"))) {
            String name = line.replaceFirst("#.*", "").strip();
            if (name.startsWith("-")) {
                requests.leftOut.add(name.substring(1));
            } else if (!name.isEmpty()) {
                families.add(name);
            }
        }
        for (String family : families) {
            requests.read(family);
        }
        return requests.rows;
    }

    private void read(String family) throws IOException {
        try (var in = Files.newBufferedReader(RECORDINGS.resolve("cases").resolve(family + ".json"), UTF_8);
                var json = Json.createReader(in)) {
            for (var each : json.readObject().getJsonArray("cases")) {
                var conversation = each.asJsonObject();
                if (!leftOut.contains(family + "/" + conversation.getString("name")) && isForThisServer(conversation)) {
                    conversation.getJsonArray("steps").forEach(step -> read(step.asJsonObject()));
                }
            }
        }
    }

    private static boolean isForThisServer(JsonObject conversation) {
        var required = conversation.getJsonArray("requires");
        return required == null
                || required.getValuesAs(JsonString::getString).stream().noneMatch(OTHER_SERVERS::contains);
    }

    private void read(JsonObject step) {
        boolean isCompared = step.containsKey("expect") || step.containsKey("background");
        if (isCompared && step.containsKey("method")) {
            String path = step.getString("path").replaceFirst("\\?.*", "");
            row(step.getString("method"), path).ifPresent(rows::add);
        }
    }

    /** The row for a request: that of the path, else that of its longest beginning. */
    private static Optional<Endpoint<?>> row(String method, String path) {
        List<Endpoint<?>> fitting = Endpoints.ALL.stream()
                .filter(row -> row.method().equals(method))
                .filter(row -> path.equals(row.path()) || (row.path().endsWith("/") && path.startsWith(row.path())))
                .toList();
        return fitting.stream().max(Comparator.comparing(row -> row.path().length()));
    }
}
