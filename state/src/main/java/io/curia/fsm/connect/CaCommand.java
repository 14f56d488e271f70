package io.curia.fsm.connect;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import java.util.List;
import java.util.Objects;

/**
 * Type 13: changes roots, configuration or state of the certificate authority (fsm-commands §3).
 *
 * @param op the name of the operation, which may be an unknown one
 * @param datacenter the datacenter asked for; not looked at
 * @param rootsIndex the index the roots are expected to have
 * @param roots the new roots; may be null
 * @param config the new configuration; may be null
 * @param providerState the new state; may be null
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record CaCommand(
        String op,
        String datacenter,
        long rootsIndex,
        List<CaRoot> roots,
        CaConfiguration config,
        CaProviderState providerState,
        String token)
        implements Command {
    private static final StructCodec<CaCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Op", CaCommand::op, (draft, value) -> draft.op = value)
            .string("Datacenter", CaCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .uint64("Index", CaCommand::rootsIndex, (draft, value) -> draft.rootsIndex = value)
            .list("Roots", CaCommand::roots, (draft, value) -> draft.roots = value, RowCodecs.CA_ROOT)
            .optional("Config", CaCommand::config, (draft, value) -> draft.config = value, RowCodecs.CA_CONFIGURATION)
            .optional(
                    "ProviderState",
                    CaCommand::providerState,
                    (draft, value) -> draft.providerState = value,
                    RowCodecs.CA_PROVIDER_STATE)
            .string("Token", CaCommand::token, (draft, value) -> draft.token = value)
            .build();

    public CaCommand {
        Objects.requireNonNull(op);
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(token);
        roots = roots == null ? null : List.copyOf(roots);
    }

    @Override
    public EntryType type() {
        return EntryType.CONNECT_CA;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static CaCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String op = "";
        private String datacenter = "";
        private long rootsIndex;
        private List<CaRoot> roots;
        private CaConfiguration config;
        private CaProviderState providerState;
        private String token = "";

        private CaCommand finish() {
            return new CaCommand(op, datacenter, rootsIndex, roots, config, providerState, token);
        }
    }
}
