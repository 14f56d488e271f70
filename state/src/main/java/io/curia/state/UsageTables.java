package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.UsageEntry;

/** The usage table: how many there are of what tables do not count by themselves. */
public final class UsageTables {
    private static final Table.Builder<UsageEntry> BUILDER = Table.named("usage");
    static final Index<UsageEntry, String> ID = BUILDER.uniqueIndex("id", Indexers.lowerCase(UsageEntry::id));
    /** The counts; derived. */
    public static final Table<UsageEntry> USAGE = BUILDER.build();

    private UsageTables() {}
}
