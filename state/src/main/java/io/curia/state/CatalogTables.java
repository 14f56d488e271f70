package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Table;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceRow;

/** The tables of the catalog. Names of nodes, services and checks are found without regard to case. */
public final class CatalogTables {
    private static final Table.Builder<Node> NODES_BUILDER = Table.named("nodes");
    static final Index<Node, String> NODES_ID = NODES_BUILDER.uniqueIndex("id", Indexers.lowerCase(Node::node));
    static final Index<Node, String> NODES_UUID =
            NODES_BUILDER.uniqueIndex("uuid", Indexers.uuid(Node::id).allowMissing());
    static final Index<Node, Key2<String, String>> NODES_META =
            NODES_BUILDER.index("meta", Indexers.entries(Node::meta).allowMissing());
    /** The nodes. */
    public static final Table<Node> NODES =
            NODES_BUILDER.heapBytes(HeapEstimates::of).build();

    private static final Table.Builder<ServiceRow> SERVICES_BUILDER = Table.named("services");
    static final Index<ServiceRow, Key2<String, String>> SERVICES_ID = SERVICES_BUILDER.uniqueIndex(
            "id", Indexers.compound(Indexers.lowerCase(ServiceRow::node), Indexers.lowerCase(ServiceRow::id)));
    static final Index<ServiceRow, String> SERVICES_NODE =
            SERVICES_BUILDER.index("node", Indexers.lowerCase(ServiceRow::node));
    static final Index<ServiceRow, String> SERVICES_SERVICE =
            SERVICES_BUILDER.index("service", Indexers.lowerCase(ServiceRow::name));
    static final Index<ServiceRow, String> SERVICES_CONNECT = SERVICES_BUILDER.index(
            "connect", Indexers.lowerCase(CatalogTables::connectName).allowMissing());
    static final Index<ServiceRow, String> SERVICES_KIND =
            SERVICES_BUILDER.index("kind", Indexers.stringOrEmpty(ServiceRow::kind));
    /** The instances of services. */
    public static final Table<ServiceRow> SERVICES =
            SERVICES_BUILDER.heapBytes(HeapEstimates::of).build();

    private static final Table.Builder<HealthCheck> CHECKS_BUILDER = Table.named("checks");
    static final Index<HealthCheck, Key2<String, String>> CHECKS_ID = CHECKS_BUILDER.uniqueIndex(
            "id", Indexers.compound(Indexers.lowerCase(HealthCheck::node), Indexers.lowerCase(HealthCheck::checkId)));
    static final Index<HealthCheck, String> CHECKS_STATUS =
            CHECKS_BUILDER.index("status", Indexers.lowerCase(HealthCheck::status));
    static final Index<HealthCheck, String> CHECKS_SERVICE = CHECKS_BUILDER.index(
            "service", Indexers.lowerCase(HealthCheck::serviceName).allowMissing());
    static final Index<HealthCheck, String> CHECKS_NODE =
            CHECKS_BUILDER.index("node", Indexers.lowerCase(HealthCheck::node));
    static final Index<HealthCheck, Key2<String, String>> CHECKS_NODE_SERVICE = CHECKS_BUILDER.index(
            "node_service",
            Indexers.compound(
                    Indexers.lowerCase(HealthCheck::node), Indexers.lowerCaseOrEmpty(HealthCheck::serviceId)));
    /** The checks. */
    public static final Table<HealthCheck> CHECKS =
            CHECKS_BUILDER.heapBytes(HeapEstimates::of).build();

    private CatalogTables() {}

    /** The service that an instance lets others reach through the mesh, or an empty text. */
    private static String connectName(ServiceRow row) {
        var service = row.service();
        if (service.kind().equals(NodeService.CONNECT_PROXY)) {
            return service.proxy().destinationServiceName();
        }
        return service.connect().isNative() ? service.service() : "";
    }
}
