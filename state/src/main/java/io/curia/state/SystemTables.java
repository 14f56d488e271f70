package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.AutopilotConfig;
import io.curia.model.FederationState;
import io.curia.model.SystemMetadataEntry;

/** The tables of what servers keep for themselves. */
public final class SystemTables {
    private static final Table.Builder<SystemMetadataEntry> METADATA_BUILDER = Table.named("system-metadata");
    static final Index<SystemMetadataEntry, String> METADATA_ID =
            METADATA_BUILDER.uniqueIndex("id", Indexers.lowerCase(SystemMetadataEntry::key));
    /** The notes of the servers. */
    public static final Table<SystemMetadataEntry> METADATA = METADATA_BUILDER.build();

    private static final Table.Builder<FederationState> FEDERATION_BUILDER = Table.named("federation-states");
    static final Index<FederationState, String> FEDERATION_ID =
            FEDERATION_BUILDER.uniqueIndex("id", Indexers.lowerCase(FederationState::datacenter));
    /** The states of datacenters. */
    public static final Table<FederationState> FEDERATION_STATES = FEDERATION_BUILDER.build();

    private static final Table.Builder<AutopilotConfig> AUTOPILOT_BUILDER = Table.named("autopilot-config");
    /** There is one row at most, and all have this key. */
    static final Index<AutopilotConfig, Boolean> AUTOPILOT_ID =
            AUTOPILOT_BUILDER.uniqueIndex("id", Indexers.bool(row -> true));

    /** The autopilot's configuration. */
    public static final Table<AutopilotConfig> AUTOPILOT_CONFIG = AUTOPILOT_BUILDER.build();

    private SystemTables() {}
}
