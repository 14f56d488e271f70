package io.curia.fsm.catalog;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import io.curia.state.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 0 in snapshots: for each node one record, then one for each of its services, then one for each of its checks. */
@ApplicationScoped
public class RegisterRecords implements SnapshotRecords {
    private static final int POSITION = 1;

    @Override
    public int type() {
        return RegisterCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var node : Nodes.all(txn)) {
            write(out, new Registration(node, null, null, null, false));
            for (var row : Services.ofNode(txn, node.node())) {
                write(out, new Registration(node, row.service(), null, null, false));
            }
            for (var check : Checks.ofNode(txn, node.node())) {
                write(out, new Registration(node, null, check, null, false));
            }
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var registration = RegisterCommand.read(in).registration();
        var node = registration.node();
        Nodes.restore(
                target.txn(),
                node.createIndex() == 0 ? node.withIndexes(target.lastIndex(), target.lastIndex()) : node);
        target.raiseIndex(Nodes.INDEX_KEY, target.lastIndex());
        var service = registration.service();
        if (service != null) {
            Services.restore(target.txn(), node.node(), service);
            target.raiseIndex(Services.INDEX_KEY, target.lastIndex());
            Services.indexKeys(service).forEach(key -> target.raiseIndex(key, service.modifyIndex()));
        }
        if (registration.check() != null) {
            Checks.restore(target.txn(), registration.check());
            target.raiseIndex(Checks.INDEX_KEY, target.lastIndex());
        }
    }

    @Override
    public void restored(RestoreTarget target) {
        Usage.recountServices(target.txn(), target.lastIndex());
    }

    private static void write(RecordOutput out, Registration registration) throws IOException {
        out.write(RegisterCommand.TYPE, RegisterCommand.of(registration), RegisterCommand.CODEC::write);
    }
}
