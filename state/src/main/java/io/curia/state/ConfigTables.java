package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Table;
import io.curia.model.ConfigEntry;

/** The table of config entries. */
public final class ConfigTables {
    private static final Table.Builder<ConfigEntry> BUILDER = Table.named("config-entries");
    static final Index<ConfigEntry, Key2<String, String>> ID = BUILDER.uniqueIndex(
            "id", Indexers.compound(Indexers.lowerCase(ConfigEntry::kind), Indexers.lowerCase(ConfigEntry::name)));
    static final Index<ConfigEntry, String> KIND = BUILDER.index("kind", Indexers.lowerCase(ConfigEntry::kind));
    /** By the services that routers, splitters, resolvers and gateways refer to. */
    static final Index<ConfigEntry, String> LINK = BUILDER.index(
            "link", Indexers.<ConfigEntry>lowerCases(ConfigLinks::services).allowMissing());

    static final Index<ConfigEntry, String> INTENTION_LEGACY_ID = BUILDER.uniqueIndex(
            "intention-legacy-id",
            Indexers.<ConfigEntry>uuids(ConfigLinks::legacyIds).allowMissing());
    static final Index<ConfigEntry, String> INTENTION_SOURCE = BUILDER.index(
            "intention-source",
            Indexers.<ConfigEntry>lowerCases(ConfigLinks::sources).allowMissing());
    /** The config entries. */
    public static final Table<ConfigEntry> ENTRIES =
            BUILDER.heapBytes(HeapEstimates::of).build();

    private ConfigTables() {}
}
