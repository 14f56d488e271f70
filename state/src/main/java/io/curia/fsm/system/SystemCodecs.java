package io.curia.fsm.system;

import io.curia.codec.StructCodec;
import io.curia.model.FederationState;
import io.curia.model.SystemMetadataEntry;

/** The rows of system tables, in commands and in records. */
final class SystemCodecs {
    static final StructCodec<SystemMetadataEntry, ?> METADATA = StructCodec.of(SystemMetadataEntry.SHAPE);
    static final StructCodec<FederationState, ?> FEDERATION_STATE = StructCodec.of(FederationState.SHAPE);

    private SystemCodecs() {}
}
