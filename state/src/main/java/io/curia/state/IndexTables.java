package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.IndexEntry;

/** The index table: the index of the last change of each table, and of parts of some. */
public final class IndexTables {
    private static final Table.Builder<IndexEntry> BUILDER = Table.named("index");
    static final Index<IndexEntry, String> ID = BUILDER.uniqueIndex("id", Indexers.lowerCase(IndexEntry::key));
    /** The indexes by their keys. */
    public static final Table<IndexEntry> INDEX = BUILDER.build();

    private IndexTables() {}
}
