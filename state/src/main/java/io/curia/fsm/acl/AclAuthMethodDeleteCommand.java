package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import java.util.List;

/**
 * Type 28: deletes auth methods, their binding rules and tokens (fsm-commands §3).
 *
 * @param authMethodNames names of the auth methods; may be null
 */
public record AclAuthMethodDeleteCommand(List<String> authMethodNames) implements Command {
    static final int TYPE = 28;

    private static final StructCodec<AclAuthMethodDeleteCommand, Draft> CODEC = StructCodec.of(
                    Draft::new, Draft::finish)
            .strings(
                    "AuthMethodNames",
                    AclAuthMethodDeleteCommand::authMethodNames,
                    (draft, value) -> draft.authMethodNames = value)
            .build();

    public AclAuthMethodDeleteCommand {
        authMethodNames = authMethodNames == null ? null : List.copyOf(authMethodNames);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclAuthMethodDeleteCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<String> authMethodNames;

        private AclAuthMethodDeleteCommand finish() {
            return new AclAuthMethodDeleteCommand(authMethodNames);
        }
    }
}
