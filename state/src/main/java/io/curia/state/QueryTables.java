package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexer;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.PreparedQuery;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The table of prepared queries. */
public final class QueryTables {
    private static final Table.Builder<PreparedQuery> BUILDER = Table.named("prepared-queries");
    static final Index<PreparedQuery, String> ID = BUILDER.uniqueIndex("id", Indexers.uuid(PreparedQuery::id));
    static final Index<PreparedQuery, String> NAME =
            BUILDER.uniqueIndex("name", Indexers.lowerCase(PreparedQuery::name).allowMissing());
    /** Templates only, by a name that may be empty; to be asked for the longest prefix. */
    static final Index<PreparedQuery, String> TEMPLATE = BUILDER.uniqueIndex(
            "template",
            Indexer.<PreparedQuery, String>of(
                            (row, out) -> {
                                if (row.isTemplate()) {
                                    out.key(templateKey(row.name()));
                                }
                            },
                            QueryTables::templateKey)
                    .allowMissing());

    static final Index<PreparedQuery, String> SESSION =
            BUILDER.index("session", Indexers.uuid(PreparedQuery::session).allowMissing());
    /** The prepared queries. */
    public static final Table<PreparedQuery> QUERIES = BUILDER.build();

    private QueryTables() {}

    /** Starts with a byte of its own, so that the empty name has a key too. */
    private static byte[] templateKey(String name) {
        return ("\0" + name.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
    }
}
