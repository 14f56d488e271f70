package io.curia.fsm.autopilot;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.AutopilotConfig;
import java.util.Objects;

/**
 * Type 9: sets the configuration of the autopilot (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param config the configuration; with cas its modifyIndex is the one expected
 * @param cas whether to write only if the index matches
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record AutopilotCommand(String datacenter, AutopilotConfig config, boolean cas, String token)
        implements Command {
    private static final StructCodec<AutopilotCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", AutopilotCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .struct("Config", AutopilotCommand::config, (draft, value) -> draft.config = value, RowCodecs.AUTOPILOT)
            .bool("CAS", AutopilotCommand::cas, (draft, value) -> draft.cas = value)
            .string("Token", AutopilotCommand::token, (draft, value) -> draft.token = value)
            .build();

    public AutopilotCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(config);
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.AUTOPILOT;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AutopilotCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private AutopilotConfig config = AutopilotConfig.EMPTY;
        private boolean cas;
        private String token = "";

        private AutopilotCommand finish() {
            return new AutopilotCommand(datacenter, config, cas, token);
        }
    }
}
