package io.curia.service;

import io.curia.filter.Filter;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.NodeServices;
import io.curia.model.ServiceNode;
import io.curia.state.CatalogReads;
import io.curia.state.GatewayServices;
import io.curia.state.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the catalog knows of nodes and services: the reads of {@code /v1/catalog} (http-api §7). Stages never fail: what
 * goes wrong is an answer too. Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class CatalogReadService {
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name SERVICES = JsonWriter.Name.of("Services");

    /** Lengths of rows on the wire, roughly. */
    private static final int NODE_LENGTH = 256;

    private static final int SERVICE_LENGTH = 640;

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
            return CompletableFuture.completedFuture(
                    json(64, options, List.of(), json -> json.texts(List.of(self.datacenter()))));
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
                    (nodes, meta) -> json(NODE_LENGTH * nodes.size(), query.options(), meta, json -> {
                        json.beginArray();
                        nodes.forEach(node -> NodeJson.write(node, json));
                        json.endArray();
                    }));
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
                    (names, meta) -> json(64 * names.size(), query.options(), meta, json -> write(names, json)));
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
                    (found, meta) -> json(256 * found.size(), query.options(), meta, json -> {
                        if (found.isEmpty()) {
                            json.nullValue();
                        } else {
                            GatewayJson.write(found, json);
                        }
                    }));
        });
    }

    /** A node with its services by their ids, or null. */
    public CompletionStage<Answer> node(ApiRequest request) {
        return ofNode(request, (found, json) -> {
            if (found == null) {
                json.nullValue();
                return;
            }
            json.beginObject();
            NodeJson.write(found.node(), json.name(NODE));
            json.name(SERVICES).beginObject();
            found.services().forEach(service -> ServiceJson.write(service, json.name(service.id())));
            json.endObject().endObject();
        });
    }

    /** A node with its services as a list. */
    public CompletionStage<Answer> nodeServices(ApiRequest request) {
        return ofNode(request, (found, json) -> {
            json.beginObject();
            if (found == null) {
                json.name(NODE).nullValue().name(SERVICES).nullValue();
            } else {
                NodeJson.write(found.node(), json.name(NODE));
                json.name(SERVICES).beginArray();
                found.services().forEach(service -> ServiceJson.write(service, json));
                json.endArray();
            }
            json.endObject();
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
                    (rows, meta) -> json(SERVICE_LENGTH * rows.size(), query.options(), meta, json -> {
                        json.beginArray();
                        rows.forEach(row -> ServiceJson.write(row, json));
                        json.endArray();
                    }));
        });
    }

    private CompletionStage<Answer> ofNode(ApiRequest request, BiConsumer<NodeServices, JsonWriter> writing) {
        return Failures.guard(() -> {
            CatalogQuery query = queries.parse(request);
            String name = Arguments.require(request, "Missing node name");
            Filter<NodeService> filter = queries.filter(query, filters.services(), QueryMeta.NOTHING_READ);
            return queries.answer(
                    query,
                    (txn, watch) -> kept(CatalogReads.nodeServices(txn, name, watch), filter),
                    (found, meta) -> json(
                            NODE_LENGTH
                                    + (found == null
                                            ? 0
                                            : SERVICE_LENGTH * found.services().size()),
                            query.options(),
                            meta,
                            json -> writing.accept(found, json)));
        });
    }

    private static Indexed<NodeServices> kept(Indexed<NodeServices> found, Filter<NodeService> filter) {
        NodeServices all = found.value();
        return all == null
                ? found
                : new Indexed<>(found.index(), new NodeServices(all.node(), filter.keep(all.services()), List.of()));
    }

    private static void write(Map<String, Set<String>> names, JsonWriter json) {
        json.beginObject();
        names.forEach((name, tags) -> json.name(name).texts(List.copyOf(tags)));
        json.endObject();
    }

    private static Answer json(int length, ReadOptions options, List<Header> meta, Consumer<JsonWriter> content) {
        JsonWriter json = new JsonWriter(length + 2, options.pretty());
        content.accept(json);
        return Answer.json(json.finish(), meta);
    }
}
