package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexer;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Table;
import io.curia.model.Intention;

/** The table of intentions in the form of before 1.9. */
public final class IntentionTables {
    private static final Indexer<Intention, Key2<String, String>> BY_SOURCE = Indexers.compound(
            Indexers.lowerCaseOrEmpty(Intention::sourceNs), Indexers.lowerCaseOrEmpty(Intention::sourceName));
    private static final Indexer<Intention, Key2<String, String>> BY_DESTINATION = Indexers.compound(
            Indexers.lowerCaseOrEmpty(Intention::destinationNs), Indexers.lowerCaseOrEmpty(Intention::destinationName));

    private static final Table.Builder<Intention> BUILDER = Table.named("connect-intentions");
    static final Index<Intention, String> ID = BUILDER.uniqueIndex("id", Indexers.uuid(Intention::id));
    static final Index<Intention, Key2<String, String>> DESTINATION = BUILDER.index("destination", BY_DESTINATION);
    static final Index<Intention, Key2<String, String>> SOURCE = BUILDER.index("source", BY_SOURCE);
    static final Index<Intention, Key2<Key2<String, String>, Key2<String, String>>> SOURCE_DESTINATION =
            BUILDER.uniqueIndex("source_destination", Indexers.compound(BY_SOURCE, BY_DESTINATION));
    /** The intentions in the form of before 1.9. */
    public static final Table<Intention> INTENTIONS =
            BUILDER.heapBytes(HeapEstimates::of).build();

    private IntentionTables() {}
}
