package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;

/** The encodings of rows that commands, transactions and records have in common (fsm-commands §3). */
public final class RowCodecs {
    /** A key, which is called DirEntry. */
    public static final StructCodec<KvEntry, ?> KV = StructCodec.of(KvEntry.SHAPE);

    /** A node, as transactions and federation states carry it. */
    public static final StructCodec<Node, ?> NODE = StructCodec.of(Node.SHAPE);

    /** An instance of a service. */
    public static final StructCodec<NodeService, ?> SERVICE = StructCodec.of(NodeService.SHAPE);

    /** A check. */
    public static final StructCodec<HealthCheck, ?> CHECK = StructCodec.of(HealthCheck.SHAPE);

    /** A session. */
    public static final StructCodec<Session, ?> SESSION = StructCodec.of(Session.SHAPE);

    private RowCodecs() {}
}
