package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import java.util.List;

/**
 * Type 24: deletes roles (fsm-commands §3).
 *
 * @param roleIds ids of the roles; may be null
 */
public record AclRoleDeleteCommand(List<String> roleIds) implements Command {
    static final int TYPE = 24;

    private static final StructCodec<AclRoleDeleteCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .strings("RoleIDs", AclRoleDeleteCommand::roleIds, (draft, value) -> draft.roleIds = value)
            .build();

    public AclRoleDeleteCommand {
        roleIds = roleIds == null ? null : List.copyOf(roleIds);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclRoleDeleteCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<String> roleIds;

        private AclRoleDeleteCommand finish() {
            return new AclRoleDeleteCommand(roleIds);
        }
    }
}
