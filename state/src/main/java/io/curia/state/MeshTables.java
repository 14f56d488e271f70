package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Key3;
import io.curia.memdb.Table;
import io.curia.model.GatewayService;
import io.curia.model.MeshLink;

/** The tables of what gateways serve and who calls whom. Their rows are derived and not in snapshots. */
public final class MeshTables {
    private static final Table.Builder<GatewayService> GATEWAYS_BUILDER = Table.named("gateway-services");
    static final Index<GatewayService, Key3<String, String, Long>> GATEWAYS_ID = GATEWAYS_BUILDER.uniqueIndex(
            "id",
            Indexers.compound(
                    Indexers.lowerCase(GatewayService::gateway),
                    Indexers.lowerCase(GatewayService::service),
                    Indexers.number(GatewayService::port)));
    static final Index<GatewayService, String> GATEWAYS_GATEWAY =
            GATEWAYS_BUILDER.index("gateway", Indexers.lowerCase(GatewayService::gateway));
    static final Index<GatewayService, String> GATEWAYS_SERVICE =
            GATEWAYS_BUILDER.index("service", Indexers.lowerCase(GatewayService::service));
    /** What gateways serve; derived. */
    public static final Table<GatewayService> GATEWAY_SERVICES = GATEWAYS_BUILDER.build();

    private static final Table.Builder<MeshLink> TOPOLOGY_BUILDER = Table.named("mesh-topology");
    static final Index<MeshLink, Key2<String, String>> TOPOLOGY_ID = TOPOLOGY_BUILDER.uniqueIndex(
            "id", Indexers.compound(Indexers.lowerCase(MeshLink::upstream), Indexers.lowerCase(MeshLink::downstream)));
    static final Index<MeshLink, String> TOPOLOGY_UPSTREAM =
            TOPOLOGY_BUILDER.index("upstream", Indexers.lowerCase(MeshLink::upstream));
    static final Index<MeshLink, String> TOPOLOGY_DOWNSTREAM =
            TOPOLOGY_BUILDER.index("downstream", Indexers.lowerCase(MeshLink::downstream));
    /** Who calls whom; derived. */
    public static final Table<MeshLink> TOPOLOGY = TOPOLOGY_BUILDER.build();

    private MeshTables() {}
}
