package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Table;
import io.curia.model.RestoreChunk;

/** The table of archives on their way to be restored; it is no part of what archives carry. */
public final class RestoreTables {
    private static final Table.Builder<RestoreChunk> BUILDER = Table.named("restore-chunks");
    static final Index<RestoreChunk, Key2<String, Long>> ID = BUILDER.uniqueIndex(
            "id", Indexers.compound(Indexers.string(RestoreChunk::restore), Indexers.int64(RestoreChunk::sequence)));
    /** The chunks of the archive. */
    public static final Table<RestoreChunk> CHUNKS =
            BUILDER.heapBytes(row -> HeapEstimates.ofBytes(row.data())).build();

    private RestoreTables() {}
}
