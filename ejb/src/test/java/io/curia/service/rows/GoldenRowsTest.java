package io.curia.service.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.json.JsonBodies;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.http.json.JsonWriter;
import io.curia.http.json.RowWriter;
import io.curia.model.CheckServiceNode;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.model.NodeService;
import io.curia.model.ServiceNode;
import io.curia.model.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read and how it is shown, written down for rows with something in every field, and for rows with nothing. A
 * field that is shown elsewhere, otherwise or no longer is seen here.
 */
class GoldenRowsTest {
    private static final JsonReader<CheckServiceNode> INSTANCE = JsonObject.into(Instance::new)
            .field("Node", RowBodies.NODE, (d, v) -> d.node = v)
            .field("Service", RowBodies.SERVICE, (d, v) -> d.service = v)
            .field("Checks", JsonValues.list(RowBodies.CHECK), (d, v) -> d.checks = v)
            .build(d -> new CheckServiceNode(d.node, d.service, d.checks));

    private static final Map<String, Form<?>> FORMS = Map.of(
            "NODE", new Form<>(RowBodies.NODE, RowJson.NODE),
            "SERVICE", new Form<>(RowBodies.SERVICE, RowJson.SERVICE),
            "SERVICE_AS_KEPT", new Form<>(RowBodies.SERVICE, RowJson.SERVICE_AS_KEPT),
            "CHECK", new Form<>(RowBodies.CHECK, RowJson.CHECK),
            "CHECK_AS_KEPT", new Form<>(RowBodies.CHECK, RowJson.CHECK_AS_KEPT),
            "SESSION", new Form<>(JsonObject.of(Session.SHAPE), RowJson.SESSION),
            "COORDINATE", new Form<>(JsonObject.of(NodeCoordinate.SHAPE), RowJson.COORDINATE),
            "INSTANCE", new Form<>(INSTANCE, RowJson.INSTANCE),
            "SERVICE_NODE",
                    new Form<>(INSTANCE.map(all -> new ServiceNode(all.node(), all.service())), RowJson.SERVICE_NODE));

    static Stream<String> lines() throws IOException {
        try (var golden = GoldenRowsTest.class.getResourceAsStream("rows.txt")) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void rowsAreReadAndShownAsTheyWereWrittenDown(String line) {
        int name = line.indexOf(' ');
        int shown = line.indexOf(" => ");
        var form = FORMS.get(line.substring(0, name));
        assertThat(form.shown(line.substring(name + 1, shown))).isEqualTo(line.substring(shown + 4));
    }

    private record Form<T>(JsonReader<T> reader, RowWriter<T> writer) {
        String shown(String given) {
            var json = new JsonWriter(64, false);
            writer.write(JsonBodies.read(given.getBytes(StandardCharsets.UTF_8), reader), json);
            return new String(json.finish(), StandardCharsets.UTF_8);
        }
    }

    private static final class Instance {
        private Node node;
        private NodeService service;
        private List<HealthCheck> checks = List.of();
    }
}
