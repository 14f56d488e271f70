package io.curia.fsm.acl;

import io.curia.codec.StructCodec;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;

/** Auth methods and their binding rules, in commands and in records. */
final class AuthCodecs {
    static final StructCodec<AclBindingRule, ?> BINDING_RULE = StructCodec.of(AclBindingRule.SHAPE);
    static final StructCodec<AclAuthMethod, ?> AUTH_METHOD = StructCodec.of(AclAuthMethod.SHAPE);

    private AuthCodecs() {}
}
