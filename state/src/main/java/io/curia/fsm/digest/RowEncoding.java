package io.curia.fsm.digest;

import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.config.ConfigEntryCommand;
import io.curia.fsm.structs.RowCodecs;
import io.curia.memdb.Table;
import io.curia.model.GatewayService;
import io.curia.model.IndexEntry;
import io.curia.model.MeshLink;
import io.curia.state.AclTables;
import io.curia.state.CaTables;
import io.curia.state.CatalogTables;
import io.curia.state.ConfigTables;
import io.curia.state.CoordinateTables;
import io.curia.state.IndexTables;
import io.curia.state.IntentionTables;
import io.curia.state.KvTables;
import io.curia.state.MeshTables;
import io.curia.state.QueryTables;
import io.curia.state.RestoreTables;
import io.curia.state.SessionTables;
import io.curia.state.SystemTables;
import io.curia.state.UsageTables;
import io.curia.state.VirtualIpTables;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How the rows of a table are written for its digest: all that is in them, and equal rows alike on every server.
 *
 * @param table the table
 * @param writing writes one row
 * @param <T> the rows
 */
record RowEncoding<T>(Table<T> table, BiConsumer<MsgpackWriter, T> writing) {
    private static final StructCodec<IndexEntry, ?> INDEX = StructCodec.of(IndexEntry.SHAPE);

    /** Of every table, those that follow from others too: they are read like all others. */
    static final List<RowEncoding<?>> ALL = List.of(
            of(CatalogTables.NODES, RowCodecs.NODE),
            of(CatalogTables.SERVICES, (out, row) -> RowCodecs.SERVICE.write(out.string(row.node()), row.service())),
            of(CatalogTables.CHECKS, RowCodecs.CHECK),
            of(CoordinateTables.COORDINATES, RowCodecs.COORDINATE),
            of(SessionTables.SESSIONS, RowCodecs.SESSION),
            of(
                    SessionTables.CHECKS,
                    (out, row) -> out.string(row.node()).string(row.checkId()).string(row.session())),
            of(KvTables.KVS, RowCodecs.KV),
            of(KvTables.TOMBSTONES, (out, row) -> out.bytes(row.key()).uint64(row.index())),
            // the index of a count is not in captures: who was brought up by one has that of the capture
            of(UsageTables.USAGE, (out, row) -> out.string(row.id()).int64(row.count())),
            of(QueryTables.QUERIES, RowCodecs.QUERY),
            of(AclTables.TOKENS, RowCodecs.TOKEN),
            of(AclTables.POLICIES, RowCodecs.POLICY),
            of(AclTables.ROLES, RowCodecs.ROLE),
            of(AclTables.RULES, RowCodecs.BINDING_RULE),
            of(AclTables.METHODS, RowCodecs.AUTH_METHOD),
            of(CaTables.CONFIG, RowCodecs.CA_CONFIGURATION),
            of(CaTables.ROOTS, RowCodecs.CA_ROOT),
            of(CaTables.BUILTIN, RowCodecs.CA_PROVIDER_STATE),
            of(SystemTables.AUTOPILOT_CONFIG, RowCodecs.AUTOPILOT),
            of(SystemTables.FEDERATION_STATES, RowCodecs.FEDERATION_STATE),
            of(SystemTables.METADATA, RowCodecs.METADATA),
            of(ConfigTables.ENTRIES, (out, row) -> ConfigEntryCommand.of("", row)
                    .writePayload(out)),
            of(IntentionTables.INTENTIONS, RowCodecs.INTENTION),
            of(MeshTables.GATEWAY_SERVICES, RowEncoding::gateway),
            of(MeshTables.TOPOLOGY, RowEncoding::link),
            of(VirtualIpTables.SERVICE_IPS, (out, row) -> out.any(row.content())),
            of(VirtualIpTables.FREE_IPS, (out, row) -> out.bytes(row.ip()).bool(row.counter())),
            of(RestoreTables.CHUNKS, (out, row) -> out.string(row.restore())
                    .uint64(row.sequence())
                    .uint64(row.offset())
                    .bool(row.last())
                    .bytes(row.data())),
            of(IndexTables.INDEX, INDEX));

    private static <T> RowEncoding<T> of(Table<T> table, StructCodec<T, ?> codec) {
        return new RowEncoding<>(table, codec::write);
    }

    private static <T> RowEncoding<T> of(Table<T> table, BiConsumer<MsgpackWriter, T> writing) {
        return new RowEncoding<>(table, writing);
    }

    private static void gateway(MsgpackWriter out, GatewayService row) {
        out.string(row.gateway()).string(row.service()).string(row.gatewayKind());
        out.uint64(row.port()).any(row.protocol()).strings(row.hosts());
        out.any(row.caFile()).any(row.certFile()).any(row.keyFile()).any(row.sni());
        out.bool(row.fromWildcard()).uint64(row.createIndex()).uint64(row.modifyIndex());
    }

    private static void link(MsgpackWriter out, MeshLink row) {
        out.string(row.upstream()).string(row.downstream()).int64(row.proxies()).bool(row.gateway());
        out.uint64(row.createIndex()).uint64(row.modifyIndex());
    }
}
