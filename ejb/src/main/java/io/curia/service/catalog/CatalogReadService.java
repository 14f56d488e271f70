package io.curia.service.catalog;

import io.curia.cluster.NodeInfo;
import io.curia.filter.Filter;
import io.curia.http.Answer;
import io.curia.http.Authority;
import io.curia.http.CacheControl;
import io.curia.http.Call;
import io.curia.http.Needs.Resource;
import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import io.curia.model.GatewayService;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.NodeServices;
import io.curia.model.ServiceNode;
import io.curia.query.Visible;
import io.curia.service.rows.CatalogFilters;
import io.curia.service.rows.GatewayJson;
import io.curia.service.rows.RowJson;
import io.curia.state.CatalogReads;
import io.curia.state.GatewayServices;
import io.curia.state.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final Visible.Row<Node> SEEN_NODE = Visible.of(Resource.NODE, Node::node);
    private static final Visible.Row<NodeService> SEEN_SERVICE = Visible.of(Resource.SERVICE, NodeService::service);
    private static final Visible.Row<GatewayService> SEEN_GATEWAY_SERVICE =
            Visible.of(Resource.SERVICE, row -> row.service());
    private static final Visible.Row<ServiceNode> SEEN_SERVICE_NODE = (authority, row) ->
            SEEN_NODE.isSeen(authority, row.node()) && SEEN_SERVICE.isSeen(authority, row.service());

    private static final Visible<Map<String, Set<String>>> SEEN_NAMES = (authority, names) -> {
        var seen = new LinkedHashMap<>(names);
        seen.keySet().removeIf(name -> !authority.sees(Resource.SERVICE, name));
        return seen;
    };

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

    /** The names of all datacenters. */
    public Answer datacenters(Call call) {
        var json = new JsonWriter(64, call.pretty()).beginArray();
        return Answer.json(json.value(self.datacenter()).endArray().finish());
    }

    /** The nodes. */
    public CompletionStage<Answer> nodes(Call call) {
        CatalogQuery query = queries.parse(call);
        Filter<Node> filter = query.filter(filters.nodes());
        return queries.answer(
                query,
                (txn, watch) -> CatalogQueries.arrange(
                        txn, query, CatalogReads.nodes(txn, query.rows(), watch), filter, Node::node),
                Visible.rows(SEEN_NODE),
                (nodes, meta) -> Answer.json(
                        meta,
                        query.call().pretty(),
                        HELD * nodes.size(),
                        () -> JsonSteps.array(nodes, RowJson.NODE::write)));
    }

    /** The names of the services with all their tags. */
    public CompletionStage<Answer> services(Call call) {
        CatalogQuery query = queries.parse(call);
        return queries.answer(
                query,
                (txn, watch) -> CatalogReads.services(txn, query.rows(), watch),
                SEEN_NAMES,
                (names, meta) -> Answer.json(
                        meta,
                        query.call().pretty(),
                        4 * HELD_JOINED * names.size(),
                        () -> JsonSteps.object(names, (tags, json) -> json.texts(List.copyOf(tags)))));
    }

    /** The instances of a service. */
    public CompletionStage<Answer> service(Call call) {
        return instances(call, CatalogReads::serviceNodes);
    }

    /** What lets others reach a service through the mesh. */
    public CompletionStage<Answer> connect(Call call) {
        return instances(call, CatalogReads::connectNodes);
    }

    /** The services of a gateway, or null if it has none. */
    public CompletionStage<Answer> gatewayServices(Call call) {
        CatalogQuery query = queries.parse(call);
        String gateway = Arguments.require(call, "Missing gateway name");
        return queries.answer(
                query,
                (txn, watch) -> GatewayServices.ofGateway(txn, gateway, watch),
                Visible.rows(SEEN_GATEWAY_SERVICE),
                (found, meta) -> Answer.json(
                        meta,
                        query.call().pretty(),
                        HELD * found.size(),
                        () -> found.isEmpty()
                                ? JsonSteps.whole(JsonWriter::nullValue)
                                : JsonSteps.array(found, GatewayJson::write)));
    }

    /** A node with its services by their ids, or null. */
    public CompletionStage<Answer> node(Call call) {
        return ofNode(call, found -> {
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
    public CompletionStage<Answer> nodeServices(Call call) {
        return ofNode(call, found -> {
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

    private CompletionStage<Answer> instances(Call call, Arguments.ServiceReading<ServiceNode> read) {
        CatalogQuery query = queries.parse(call);
        String service = Arguments.require(call, "Missing service name");
        Filter<ServiceNode> filter = query.filter(filters.serviceNodes());
        return queries.answerCached(
                query,
                CacheControl.parse(call.headers()),
                (txn, watch) -> CatalogQueries.arrange(
                        txn, query, read.read(txn, service, query.rows(), watch), filter, row -> row.node()
                                .node()),
                Visible.rows(SEEN_SERVICE_NODE),
                (rows, meta) -> Answer.json(
                        meta,
                        query.call().pretty(),
                        HELD_JOINED * rows.size(),
                        () -> JsonSteps.array(rows, RowJson.SERVICE_NODE::write)));
    }

    private CompletionStage<Answer> ofNode(Call call, Function<NodeServices, JsonSteps> document) {
        CatalogQuery query = queries.parse(call);
        String name = Arguments.require(call, "Missing node name");
        Filter<NodeService> filter = query.filter(filters.services());
        return queries.answer(
                query,
                (txn, watch) -> kept(CatalogReads.nodeServices(txn, name, watch), filter),
                CatalogReadService::seen,
                (found, meta) -> Answer.json(
                        meta,
                        query.call().pretty(),
                        found == null ? 0 : HELD * found.services().size(),
                        () -> document.apply(found)));
    }

    /** A node that is not seen is told of as one that does not exist. */
    private static NodeServices seen(Authority authority, NodeServices found) {
        if (found == null || !SEEN_NODE.isSeen(authority, found.node())) {
            return null;
        }
        var services = Visible.rows(SEEN_SERVICE).to(authority, found.services());
        return services == found.services() ? found : new NodeServices(found.node(), services, found.checks());
    }

    private static Indexed<NodeServices> kept(Indexed<NodeServices> found, Filter<NodeService> filter) {
        NodeServices all = found.value();
        return all == null
                ? found
                : new Indexed<>(found.index(), new NodeServices(all.node(), filter.keep(all.services()), List.of()));
    }
}
