package io.curia.service.rows;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.model.Draft;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.Node;
import io.curia.model.NodeService;

/** How clients describe rows of the catalog (http-api §7). Nothing is checked or filled in. */
public final class RowBodies {
    /** A node with its indexes. */
    public static final JsonReader<Node> NODE = JsonObject.of(Node.SHAPE);

    /** An instance of a service with its indexes. */
    public static final JsonReader<NodeService> SERVICE = JsonObject.of(NodeService.SHAPE);

    /** A check with its indexes; durations are texts or nanoseconds. */
    public static final JsonReader<HealthCheck> CHECK = JsonObject.of(HealthCheck.SHAPE);

    /** The part of a definition that transactions take; the rest is passed over. */
    private static final JsonReader<HealthCheckDefinition> DEFINITION_OF_TRANSACTION =
            JsonObject.<Draft<HealthCheckDefinition>>into(HealthCheckDefinition.SHAPE::draft)
                    .row(
                            HealthCheckDefinition.SHAPE,
                            draft -> draft,
                            "OutputMaxSize",
                            "DisableRedirects",
                            "H2PING",
                            "ScriptArgs",
                            "DockerContainerID",
                            "Shell",
                            "AliasNode",
                            "AliasService",
                            "TTL")
                    .tolerant()
                    .build(Draft::build);

    /** A check as transactions take it. */
    public static final JsonReader<HealthCheck> CHECK_OF_TRANSACTION = JsonObject.<Draft<HealthCheck>>into(
                    HealthCheck.SHAPE::draft)
            .row(HealthCheck.SHAPE, draft -> draft, "Definition")
            .field(
                    "Definition",
                    DEFINITION_OF_TRANSACTION,
                    (draft, value) ->
                            draft.set(HealthCheck.DEFINITION, value == null ? HealthCheckDefinition.EMPTY : value))
            .build(Draft::build);

    private RowBodies() {}
}
