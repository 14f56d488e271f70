package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.model.Tombstone;

/** The tables of the key/value store. Keys are bytes, with regard to case. */
public final class KvTables {
    private static final Table.Builder<KvEntry> KVS_BUILDER = Table.named("kvs");
    static final Index<KvEntry, ByteString> KVS_ID =
            KVS_BUILDER.uniqueIndex("id", Indexers.bytes(KvEntry::key, ByteString::shared));
    static final Index<KvEntry, String> KVS_SESSION =
            KVS_BUILDER.index("session", Indexers.uuid(KvEntry::session).allowMissing());
    /** The keys with their values. */
    public static final Table<KvEntry> KVS =
            KVS_BUILDER.heapBytes(HeapEstimates::of).build();

    private static final Table.Builder<Tombstone> TOMBSTONES_BUILDER = Table.named("tombstones");
    static final Index<Tombstone, ByteString> TOMBSTONES_ID =
            TOMBSTONES_BUILDER.uniqueIndex("id", Indexers.bytes(Tombstone::key, ByteString::shared));
    /** What deletes of keys leave behind. */
    public static final Table<Tombstone> TOMBSTONES =
            TOMBSTONES_BUILDER.heapBytes(row -> HeapEstimates.ofKey(row.key())).build();

    private KvTables() {}
}
