package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.AclToken;
import java.util.List;

/**
 * Type 17: writes tokens (fsm-commands §3).
 *
 * @param tokens the tokens; may be null
 * @param cas whether each is written only if its index matches
 * @param allowMissingLinks whether links may lead nowhere
 * @param prohibitUnprivileged whether tokens must allow something
 * @param fromReplication whether they come from another datacenter
 */
public record AclTokenSetCommand(
        List<AclToken> tokens,
        boolean cas,
        boolean allowMissingLinks,
        boolean prohibitUnprivileged,
        boolean fromReplication)
        implements Command {
    private static final StructCodec<AclTokenSetCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .list("Tokens", AclTokenSetCommand::tokens, (draft, value) -> draft.tokens = value, RowCodecs.TOKEN)
            .bool("CAS", AclTokenSetCommand::cas, (draft, value) -> draft.cas = value)
            .bool(
                    "AllowMissingLinks",
                    AclTokenSetCommand::allowMissingLinks,
                    (draft, value) -> draft.allowMissingLinks = value)
            .bool(
                    "ProhibitUnprivileged",
                    AclTokenSetCommand::prohibitUnprivileged,
                    (draft, value) -> draft.prohibitUnprivileged = value)
            .bool(
                    "FromReplication",
                    AclTokenSetCommand::fromReplication,
                    (draft, value) -> draft.fromReplication = value)
            .build();

    public AclTokenSetCommand {
        tokens = tokens == null ? null : List.copyOf(tokens);
    }

    @Override
    public EntryType type() {
        return EntryType.ACL_TOKEN;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclTokenSetCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<AclToken> tokens;
        private boolean cas;
        private boolean allowMissingLinks;
        private boolean prohibitUnprivileged;
        private boolean fromReplication;

        private AclTokenSetCommand finish() {
            return new AclTokenSetCommand(tokens, cas, allowMissingLinks, prohibitUnprivileged, fromReplication);
        }
    }
}
