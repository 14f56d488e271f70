package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;

/** The tables of the certificate authority. */
public final class CaTables {
    private static final Table.Builder<CaConfiguration> CONFIG_BUILDER = Table.named("connect-ca-config");
    /** There is one row at most, and all have this key. */
    static final Index<CaConfiguration, Boolean> CONFIG_ID =
            CONFIG_BUILDER.uniqueIndex("id", Indexers.bool(row -> true));

    /** The configuration. */
    public static final Table<CaConfiguration> CONFIG = CONFIG_BUILDER.build();

    private static final Table.Builder<CaRoot> ROOTS_BUILDER = Table.named("connect-ca-roots");
    static final Index<CaRoot, String> ROOTS_ID = ROOTS_BUILDER.uniqueIndex("id", Indexers.string(CaRoot::id));
    /** The roots. */
    public static final Table<CaRoot> ROOTS = ROOTS_BUILDER.build();

    private static final Table.Builder<CaProviderState> BUILTIN_BUILDER = Table.named("connect-ca-builtin");
    static final Index<CaProviderState, String> BUILTIN_ID =
            BUILTIN_BUILDER.uniqueIndex("id", Indexers.string(CaProviderState::id));
    /** The states of providers. */
    public static final Table<CaProviderState> BUILTIN = BUILTIN_BUILDER.build();

    private CaTables() {}
}
