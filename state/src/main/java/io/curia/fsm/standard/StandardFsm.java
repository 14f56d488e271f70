package io.curia.fsm.standard;

import io.curia.fsm.ChunkingRecords;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.Fsm;
import io.curia.fsm.IndexRecords;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.acl.AclAuthMethodDeleteHandler;
import io.curia.fsm.acl.AclAuthMethodRecords;
import io.curia.fsm.acl.AclAuthMethodSetHandler;
import io.curia.fsm.acl.AclBindingRuleDeleteHandler;
import io.curia.fsm.acl.AclBindingRuleRecords;
import io.curia.fsm.acl.AclBindingRuleSetHandler;
import io.curia.fsm.acl.AclBootstrapHandler;
import io.curia.fsm.acl.AclBootstrapRecords;
import io.curia.fsm.acl.AclPolicyDeleteHandler;
import io.curia.fsm.acl.AclPolicyRecords;
import io.curia.fsm.acl.AclPolicySetHandler;
import io.curia.fsm.acl.AclRoleDeleteHandler;
import io.curia.fsm.acl.AclRoleRecords;
import io.curia.fsm.acl.AclRoleSetHandler;
import io.curia.fsm.acl.AclTokenDeleteHandler;
import io.curia.fsm.acl.AclTokenRecords;
import io.curia.fsm.acl.AclTokenSetHandler;
import io.curia.fsm.acl.LegacyAclRecords;
import io.curia.fsm.autopilot.AutopilotHandler;
import io.curia.fsm.autopilot.AutopilotRecords;
import io.curia.fsm.catalog.DeregisterHandler;
import io.curia.fsm.catalog.RegisterHandler;
import io.curia.fsm.catalog.RegisterRecords;
import io.curia.fsm.config.ConfigEntryHandler;
import io.curia.fsm.config.ConfigEntryRecords;
import io.curia.fsm.connect.CaConfigurationRecords;
import io.curia.fsm.connect.CaHandler;
import io.curia.fsm.connect.CaLeafHandler;
import io.curia.fsm.connect.CaProviderStateRecords;
import io.curia.fsm.connect.CaRootRecords;
import io.curia.fsm.coordinate.CoordinateHandler;
import io.curia.fsm.coordinate.CoordinateRecords;
import io.curia.fsm.intention.IntentionHandler;
import io.curia.fsm.intention.IntentionRecords;
import io.curia.fsm.kv.KvsHandler;
import io.curia.fsm.kv.KvsRecords;
import io.curia.fsm.kv.TombstoneHandler;
import io.curia.fsm.kv.TombstoneRecords;
import io.curia.fsm.query.PreparedQueryHandler;
import io.curia.fsm.query.PreparedQueryRecords;
import io.curia.fsm.restore.RestoreChunkRecords;
import io.curia.fsm.restore.RestoreHandler;
import io.curia.fsm.session.SessionHandler;
import io.curia.fsm.session.SessionRecords;
import io.curia.fsm.system.FederationStateHandler;
import io.curia.fsm.system.FederationStateRecords;
import io.curia.fsm.system.FreeVirtualIpRecords;
import io.curia.fsm.system.LogCheckpointHandler;
import io.curia.fsm.system.ServiceVirtualIpRecords;
import io.curia.fsm.system.SystemMetadataHandler;
import io.curia.fsm.system.SystemMetadataRecords;
import io.curia.fsm.txn.TxnHandler;
import java.util.List;
import java.util.concurrent.Executor;

/** Builds the state machine that a container builds from its beans. */
public final class StandardFsm {
    private StandardFsm() {}

    /** Every handler of commands. */
    public static List<CommandHandler<?>> handlers() {
        return List.of(
                new RegisterHandler(),
                new DeregisterHandler(),
                new KvsHandler(),
                new SessionHandler(),
                new TombstoneHandler(),
                new CoordinateHandler(),
                new RestoreHandler(),
                new TxnHandler(),
                new PreparedQueryHandler(),
                new AclAuthMethodDeleteHandler(),
                new AclAuthMethodSetHandler(),
                new AclBindingRuleDeleteHandler(),
                new AclBindingRuleSetHandler(),
                new AclBootstrapHandler(),
                new AclPolicyDeleteHandler(),
                new AclPolicySetHandler(),
                new AclRoleDeleteHandler(),
                new AclRoleSetHandler(),
                new AclTokenDeleteHandler(),
                new AclTokenSetHandler(),
                new CaHandler(),
                new CaLeafHandler(),
                new AutopilotHandler(),
                new FederationStateHandler(),
                new ConfigEntryHandler(),
                new IntentionHandler(),
                new LogCheckpointHandler(),
                new SystemMetadataHandler());
    }

    /** Every kind of snapshot records. */
    public static List<SnapshotRecords> records() {
        return List.of(
                new RegisterRecords(),
                new CoordinateRecords(),
                new SessionRecords(),
                new KvsRecords(),
                new TombstoneRecords(),
                new PreparedQueryRecords(),
                new AclAuthMethodRecords(),
                new AclBindingRuleRecords(),
                new AclBootstrapRecords(),
                new AclPolicyRecords(),
                new AclRoleRecords(),
                new AclTokenRecords(),
                new LegacyAclRecords(),
                new CaConfigurationRecords(),
                new CaProviderStateRecords(),
                new CaRootRecords(),
                new AutopilotRecords(),
                new FederationStateRecords(),
                new SystemMetadataRecords(),
                new ConfigEntryRecords(),
                new IntentionRecords(),
                new ServiceVirtualIpRecords(),
                new FreeVirtualIpRecords(),
                new IndexRecords(),
                new RestoreChunkRecords(),
                new ChunkingRecords());
    }

    /** A machine of all of them with an empty state; see {@link Fsm#Fsm} for the executor. */
    public static Fsm create(Executor wakeups) {
        return new Fsm(handlers(), records(), wakeups);
    }
}
