package io.curia.fsm.standard;

import io.curia.fsm.CommandFamily;
import io.curia.fsm.Fsm;
import io.curia.fsm.acl.AclFamily;
import io.curia.fsm.autopilot.AutopilotFamily;
import io.curia.fsm.catalog.CatalogFamily;
import io.curia.fsm.config.ConfigFamily;
import io.curia.fsm.connect.ConnectFamily;
import io.curia.fsm.coordinate.CoordinateFamily;
import io.curia.fsm.intention.IntentionFamily;
import io.curia.fsm.kv.KvFamily;
import io.curia.fsm.query.QueryFamily;
import io.curia.fsm.restore.RestoreFamily;
import io.curia.fsm.session.SessionFamily;
import io.curia.fsm.system.SystemFamily;
import io.curia.fsm.txn.TxnFamily;
import java.util.List;
import java.util.concurrent.Executor;

/** Builds the state machine that a container builds from its beans. */
public final class StandardFsm {
    private StandardFsm() {}

    /** Every family of commands. */
    public static List<CommandFamily> families() {
        return List.of(
                new AclFamily(),
                new AutopilotFamily(),
                new CatalogFamily(),
                new ConfigFamily(),
                new ConnectFamily(),
                new CoordinateFamily(),
                new IntentionFamily(),
                new KvFamily(),
                new QueryFamily(),
                new RestoreFamily(),
                new SessionFamily(),
                new SystemFamily(),
                new TxnFamily());
    }

    /** A machine of all of them with an empty state; see {@link Fsm#Fsm} for the executor. */
    public static Fsm create(Executor wakeups) {
        return new Fsm(families(), wakeups);
    }
}
