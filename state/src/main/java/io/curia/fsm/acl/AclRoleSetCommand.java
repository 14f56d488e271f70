package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.AclRole;
import java.util.List;

/**
 * Type 23: writes roles (fsm-commands §3).
 *
 * @param roles the roles; may be null
 * @param allowMissingLinks whether links may lead nowhere
 */
public record AclRoleSetCommand(List<AclRole> roles, boolean allowMissingLinks) implements Command {
    private static final StructCodec<AclRoleSetCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .list("Roles", AclRoleSetCommand::roles, (draft, value) -> draft.roles = value, RowCodecs.ROLE)
            .bool(
                    "AllowMissingLinks",
                    AclRoleSetCommand::allowMissingLinks,
                    (draft, value) -> draft.allowMissingLinks = value)
            .build();

    public AclRoleSetCommand {
        roles = roles == null ? null : List.copyOf(roles);
    }

    @Override
    public EntryType type() {
        return EntryType.ACL_ROLE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclRoleSetCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<AclRole> roles;
        private boolean allowMissingLinks;

        private AclRoleSetCommand finish() {
            return new AclRoleSetCommand(roles, allowMissingLinks);
        }
    }
}
