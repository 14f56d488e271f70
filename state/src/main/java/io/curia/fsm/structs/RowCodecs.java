package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclToken;
import io.curia.model.AutopilotConfig;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import io.curia.model.FederationState;
import io.curia.model.HealthCheck;
import io.curia.model.Intention;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.model.NodeService;
import io.curia.model.PreparedQuery;
import io.curia.model.Session;
import io.curia.model.SystemMetadataEntry;

/** The encodings of rows that commands, transactions and records have in common (fsm-commands §3). */
public final class RowCodecs {
    /** A key, which is called DirEntry. */
    public static final StructCodec<KvEntry, ?> KV = StructCodec.of(KvEntry.SHAPE);

    /** A node, as transactions and federation states carry it. */
    public static final StructCodec<Node, ?> NODE = StructCodec.of(Node.SHAPE);

    /** An instance of a service. */
    public static final StructCodec<NodeService, ?> SERVICE = StructCodec.of(NodeService.SHAPE);

    /** A check. */
    public static final StructCodec<HealthCheck, ?> CHECK = StructCodec.of(HealthCheck.SHAPE);

    /** A session. */
    public static final StructCodec<Session, ?> SESSION = StructCodec.of(Session.SHAPE);

    /** The place of a node. */
    public static final StructCodec<NodeCoordinate, ?> COORDINATE = StructCodec.of(NodeCoordinate.SHAPE);

    /** A prepared query. */
    public static final StructCodec<PreparedQuery, ?> QUERY = StructCodec.of(PreparedQuery.SHAPE);

    /** An intention in the form of before 1.9. */
    public static final StructCodec<Intention, ?> INTENTION = StructCodec.of(Intention.SHAPE);

    /** A token. */
    public static final StructCodec<AclToken, ?> TOKEN = StructCodec.of(AclToken.SHAPE);

    /** A policy. */
    public static final StructCodec<AclPolicy, ?> POLICY = StructCodec.of(AclPolicy.SHAPE);

    /** A role. */
    public static final StructCodec<AclRole, ?> ROLE = StructCodec.of(AclRole.SHAPE);

    /** An auth method. */
    public static final StructCodec<AclAuthMethod, ?> AUTH_METHOD = StructCodec.of(AclAuthMethod.SHAPE);

    /** A binding rule of an auth method. */
    public static final StructCodec<AclBindingRule, ?> BINDING_RULE = StructCodec.of(AclBindingRule.SHAPE);

    /** A root of the certificate authority. */
    public static final StructCodec<CaRoot, ?> CA_ROOT = StructCodec.of(CaRoot.SHAPE);

    /** The configuration of the certificate authority. */
    public static final StructCodec<CaConfiguration, ?> CA_CONFIGURATION = StructCodec.of(CaConfiguration.SHAPE);

    /** The state of the certificate authority. */
    public static final StructCodec<CaProviderState, ?> CA_PROVIDER_STATE = StructCodec.of(CaProviderState.SHAPE);

    /** The configuration of the autopilot. */
    public static final StructCodec<AutopilotConfig, ?> AUTOPILOT = StructCodec.of(AutopilotConfig.SHAPE);

    /** The state of a datacenter in a federation. */
    public static final StructCodec<FederationState, ?> FEDERATION_STATE = StructCodec.of(FederationState.SHAPE);

    /** An entry of the metadata of the system. */
    public static final StructCodec<SystemMetadataEntry, ?> METADATA = StructCodec.of(SystemMetadataEntry.SHAPE);

    private RowCodecs() {}
}
