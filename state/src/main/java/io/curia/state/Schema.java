package io.curia.state;

import io.curia.memdb.Table;
import java.util.List;

/** All tables of the state store (state-store §3). */
public final class Schema {
    private static final List<Table<?>> TABLES = List.of(
            CatalogTables.NODES,
            CatalogTables.SERVICES,
            CatalogTables.CHECKS,
            CoordinateTables.COORDINATES,
            SessionTables.SESSIONS,
            SessionTables.CHECKS,
            KvTables.KVS,
            KvTables.TOMBSTONES,
            UsageTables.USAGE,
            QueryTables.QUERIES,
            AclTables.TOKENS,
            AclTables.POLICIES,
            AclTables.ROLES,
            AclTables.RULES,
            AclTables.METHODS,
            CaTables.CONFIG,
            CaTables.ROOTS,
            CaTables.BUILTIN,
            SystemTables.AUTOPILOT_CONFIG,
            SystemTables.FEDERATION_STATES,
            SystemTables.METADATA,
            ConfigTables.ENTRIES,
            IntentionTables.INTENTIONS,
            MeshTables.GATEWAY_SERVICES,
            MeshTables.TOPOLOGY,
            VirtualIpTables.SERVICE_IPS,
            VirtualIpTables.FREE_IPS,
            RestoreTables.CHUNKS,
            IndexTables.INDEX);

    private Schema() {}

    /** The tables, in no particular order. */
    public static List<Table<?>> tables() {
        return TABLES;
    }
}
