package io.curia.fsm.autopilot;

import io.curia.codec.StructCodec;
import io.curia.model.AutopilotConfig;

/** The configuration of the autopilot, in commands and in records. */
final class AutopilotCodec {
    static final StructCodec<AutopilotConfig, ?> CONFIG = StructCodec.of(AutopilotConfig.SHAPE);

    private AutopilotCodec() {}
}
