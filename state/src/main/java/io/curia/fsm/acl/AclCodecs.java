package io.curia.fsm.acl;

import io.curia.codec.StructCodec;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclToken;

/** Tokens, policies and roles, in commands and in records. */
final class AclCodecs {
    static final StructCodec<AclPolicy, ?> POLICY = StructCodec.of(AclPolicy.SHAPE);
    static final StructCodec<AclRole, ?> ROLE = StructCodec.of(AclRole.SHAPE);
    static final StructCodec<AclToken, ?> TOKEN = StructCodec.of(AclToken.SHAPE);

    private AclCodecs() {}
}
