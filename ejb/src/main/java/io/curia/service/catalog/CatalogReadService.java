package io.curia.service.catalog;

import io.curia.cluster.NodeInfo;
import io.curia.filter.Filter;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.CacheControl;
import io.curia.http.Failures;
import io.curia.http.QueryMeta;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.NodeServices;
import io.curia.model.ServiceNode;
import io.curia.service.rows.CatalogFilters;
import io.curia.service.rows.GatewayJson;
import io.curia.service.rows.RowJson;
import io.curia.state.CatalogReads;
import io.curia.state.GatewayServices;
import io.curia.state.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What the catalog knows of nodes and services: the reads of {@code /v1/catalog} (http-api §7). Stages never fail: what
 * goes wrong is an answer too. Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class CatalogReadService {
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name SERVICES = JsonWriter.Name.of("Services");

    /** What the list of rows found takes for each, in bytes: the rows themselves are those of the state. */
    private static final long HELD = 16;

    /** The same where rows are joined. */
    private static final long HELD_JOINED = 64;

    private final CatalogQueries queries;
    private final CatalogFilters filters;
    private final NodeInfo self;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public CatalogReadService(CatalogQueries queries, CatalogFilters filters, NodeInfo self) {
        this.queries = queries;
        this.filters = filters;
        this.self = self;
    }

    /** For the container's proxy only. */
    protected CatalogReadService() {
        this(null, null, null);
    }

    /** The names of all datacenters. */
    public CompletionStage<Answer> datacenters(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = queries.parse(request).options();
            return CompletableFuture.completedFuture(Answer.json(
                    List.of(),
                    options.pretty(),
                    0,
                    () -> JsonSteps.array(
                            List.of(self.datacenter()), (String name, JsonWriter json) -> json.value(name))));
        });
    }

    /** The nodes. */
    public CompletionStage<Answer> nodes(ApiRequest request) {
        return Failures.guard(() -> {
            CatalogQuery query = queries.parse(request);
            Filter<Node> filter = queries.filter(query, filters.nodes(), QueryMeta.NOTHING_READ);
            return queries.answer(
                    query,
                    (txn, watch) -> CatalogQueries.arrange(
                            txn, query, CatalogReads.nodes(txn, query.rows(), watch), filter, Node::node),
                    (nodes, meta) -> Answer.json(
                            meta,
                            query.options().pretty(),
                            HELD * nodes.size(),
                            () -> JsonSteps.array(nodes, RowJson.NODE::write)));
        });
    }

    /** The names of the services with all their tags. */
    public CompletionStage<Answer> services(ApiRequest request) {
        return Failures.guard(() -> {
            CatalogQuery query = queries.parse(request);
            queries.requireLocal(query, QueryMeta.NOTHING_READ);
            return queries.answer(
                    query,
                    (txn, watch) -> CatalogReads.services(txn, query.rows(), watch),
                    (names, meta) -> Answer.json(
                            meta,
                            query.options().pretty(),
                            4 * HELD_JOINED * names.size(),
                            () -> JsonSteps.object(names, (tags, json) -> json.texts(List.copyOf(tags)))));
        });
    }

    /** The instances of a service. */
    public CompletionStage<Answer> service(ApiRequest request) {
        return instances(request, CatalogReads::serviceNodes);
    }

    /** What lets others reach a service through the mesh. */
    public CompletionStage<Answer> connect(ApiRequest request) {
        return instances(request, CatalogReads::connectNodes);
    }

    /** The services of a gateway, or null if it has none. */
    public CompletionStage<Answer> gatewayServices(ApiRequest request) {
        return Failures.guard(() -> {
            CatalogQuery query = queries.parse(request);
            String gateway = Arguments.require(request, "Missing gateway name");
            queries.requireLocal(query, QueryMeta.NOTHING_READ);
            return queries.answer(
                    query,
                    (txn, watch) -> GatewayServices.ofGateway(txn, gateway, watch),
                    (found, meta) -> Answer.json(
                            meta,
                            query.options().pretty(),
                            HELD * found.size(),
                            () -> found.isEmpty()
                                    ? JsonSteps.whole(JsonWriter::nullValue)
                                    : JsonSteps.array(found, GatewayJson::write)));
        });
    }

    /** A node with its services by their ids, or null. */
    public CompletionStage<Answer> node(ApiRequest request) {
        return ofNode(request, found -> {
            if (found == null) {
                return JsonSteps.whole(JsonWriter::nullValue);
            }
            return JsonSteps.rows(
                    json -> {
                        RowJson.NODE.write(found.node(), json.beginObject().name(NODE));
                        json.name(SERVICES).beginObject();
                    },
                    found.services(),
                    (service, json) -> RowJson.SERVICE.write(service, json.name(service.id())),
                    json -> json.endObject().endObject());
        });
    }

    /** A node with its services as a list. */
    public CompletionStage<Answer> nodeServices(ApiRequest request) {
        return ofNode(request, found -> {
            if (found == null) {
                return JsonSteps.whole(json -> json.beginObject()
                        .name(NODE)
                        .nullValue()
                        .name(SERVICES)
                        .nullValue()
                        .endObject());
            }
            return JsonSteps.rows(
                    json -> {
                        RowJson.NODE.write(found.node(), json.beginObject().name(NODE));
                        json.name(SERVICES).beginArray();
                    },
                    found.services(),
                    (NodeService service, JsonWriter json) -> RowJson.SERVICE.write(service, json),
                    json -> json.endArray().endObject());
        });
    }

    private CompletionStage<Answer> instances(ApiRequest request, Arguments.ServiceReading<ServiceNode> read) {
        return Failures.guard(() -> {
            CatalogQuery query = queries.parse(request);
            String service = Arguments.require(request, "Missing service name");
            Filter<ServiceNode> filter = queries.filter(query, filters.serviceNodes(), QueryMeta.NOTHING_READ);
            return queries.answerCached(
                    query,
                    CacheControl.parse(request.headers()),
                    (txn, watch) -> CatalogQueries.arrange(
                            txn, query, read.read(txn, service, query.rows(), watch), filter, row -> row.node()
                                    .node()),
                    (rows, meta) -> Answer.json(
                            meta,
                            query.options().pretty(),
                            HELD_JOINED * rows.size(),
                            () -> JsonSteps.array(rows, RowJson.SERVICE_NODE::write)));
        });
    }

    private CompletionStage<Answer> ofNode(ApiRequest request, Function<NodeServices, JsonSteps> document) {
        return Failures.guard(() -> {
            CatalogQuery query = queries.parse(request);
            String name = Arguments.require(request, "Missing node name");
            Filter<NodeService> filter = queries.filter(query, filters.services(), QueryMeta.NOTHING_READ);
            return queries.answer(
                    query,
                    (txn, watch) -> kept(CatalogReads.nodeServices(txn, name, watch), filter),
                    (found, meta) -> Answer.json(
                            meta,
                            query.options().pretty(),
                            found == null ? 0 : HELD * found.services().size(),
                            () -> document.apply(found)));
        });
    }

    private static Indexed<NodeServices> kept(Indexed<NodeServices> found, Filter<NodeService> filter) {
        NodeServices all = found.value();
        return all == null
                ? found
                : new Indexed<>(found.index(), new NodeServices(all.node(), filter.keep(all.services()), List.of()));
    }
}
