package io.curia.fsm.catalog;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.Table;
import io.curia.state.Catalog;
import io.curia.state.CatalogTables;
import io.curia.state.Change;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import io.curia.state.Usage;
import io.curia.state.UsageTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Nodes, the instances of services on them, and their checks. */
@ApplicationScoped
public class CatalogFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(
                CommandHandler.of(EntryType.REGISTER, RegisterCommand::read, CatalogFamily::register),
                CommandHandler.of(EntryType.DEREGISTER, DeregisterCommand::read, CatalogFamily::deregister));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(new SnapshotRecords(
                EntryType.REGISTER,
                List.of(CatalogTables.NODES, CatalogTables.SERVICES, CatalogTables.CHECKS),
                CatalogFamily::write,
                CatalogFamily::restore));
    }

    @Override
    public List<Table<?>> derived() {
        return List.of(UsageTables.USAGE);
    }

    @Override
    public void restored(RestoreTarget target) {
        Usage.recountServices(target.change());
    }

    private static ApplyResult register(RegisterCommand command, Change change) {
        Catalog.register(change, command.registration());
        return ApplyResult.Nil.NIL;
    }

    private static ApplyResult deregister(DeregisterCommand command, Change change) {
        Catalog.deregister(change, command.node(), command.serviceId(), command.checkId());
        return ApplyResult.Nil.NIL;
    }

    /** For each node one record, then one for each of its services, then one for each of its checks. */
    private static void write(ReadTxn txn, RecordOutput out) throws IOException {
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

    private static void write(RecordOutput out, Registration registration) throws IOException {
        out.write(EntryType.REGISTER, RegisterCommand.of(registration), RegisterCommand.CODEC::write);
    }

    private static void restore(MsgpackReader in, RestoreTarget target) {
        var registration = RegisterCommand.read(in).registration();
        var node = registration.node();
        long index = target.change().index();
        Nodes.restore(target.change(), node.createIndex() == 0 ? node.withIndexes(index, index) : node);
        target.raiseIndex(Nodes.INDEX_KEY, index);
        var service = registration.service();
        if (service != null) {
            Services.restore(target.change(), node.node(), service);
            target.raiseIndex(Services.INDEX_KEY, index);
            Services.indexKeys(service).forEach(key -> target.raiseIndex(key, service.modifyIndex()));
        }
        if (registration.check() != null) {
            Checks.restore(target.change(), registration.check());
            target.raiseIndex(Checks.INDEX_KEY, index);
        }
    }
}
