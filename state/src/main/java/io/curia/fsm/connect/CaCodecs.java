package io.curia.fsm.connect;

import io.curia.codec.StructCodec;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;

/** The rows of the certificate authority, in commands and in records. */
final class CaCodecs {
    static final StructCodec<CaRoot, ?> ROOT = StructCodec.of(CaRoot.SHAPE);
    static final StructCodec<CaConfiguration, ?> CONFIGURATION = StructCodec.of(CaConfiguration.SHAPE);
    static final StructCodec<CaProviderState, ?> PROVIDER_STATE = StructCodec.of(CaProviderState.SHAPE);

    private CaCodecs() {}
}
