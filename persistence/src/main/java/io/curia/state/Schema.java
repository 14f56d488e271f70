package io.curia.state;

import io.curia.memdb.Table;
import java.util.List;

/** All tables of the state store (state-store §3). */
public final class Schema {
    private static final List<Table<?>> TABLES = List.of(KvTables.KVS, KvTables.TOMBSTONES, IndexTable.INDEX);

    private Schema() {}

    /** The tables, in no particular order. */
    public static List<Table<?>> tables() {
        return TABLES;
    }
}
