package io.curia.fsm.query;

import io.curia.codec.StructCodec;
import io.curia.model.PreparedQuery;

/** Prepared queries, in commands and in records. */
final class QueryCodecs {
    static final StructCodec<PreparedQuery, ?> QUERY = StructCodec.of(PreparedQuery.SHAPE);

    private QueryCodecs() {}
}
