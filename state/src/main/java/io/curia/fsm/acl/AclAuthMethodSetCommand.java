package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.model.AclAuthMethod;
import java.util.List;

/**
 * Type 27: writes auth methods (fsm-commands §3).
 *
 * @param authMethods the auth methods; may be null
 */
public record AclAuthMethodSetCommand(List<AclAuthMethod> authMethods) implements Command {
    static final int TYPE = 27;

    private static final StructCodec<AclAuthMethodSetCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .list(
                    "AuthMethods",
                    AclAuthMethodSetCommand::authMethods,
                    (draft, value) -> draft.authMethods = value,
                    AuthCodecs.AUTH_METHOD)
            .build();

    public AclAuthMethodSetCommand {
        authMethods = authMethods == null ? null : List.copyOf(authMethods);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclAuthMethodSetCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<AclAuthMethod> authMethods;

        private AclAuthMethodSetCommand finish() {
            return new AclAuthMethodSetCommand(authMethods);
        }
    }
}
