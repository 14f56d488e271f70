package io.curia.fsm.config;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.state.ConfigStore;
import io.curia.state.GatewayServices;
import io.curia.state.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 22 in snapshots: the config entries, of which what gateways serve and who calls whom is derived. */
@ApplicationScoped
public class ConfigEntryRecords implements SnapshotRecords {
    private static final int POSITION = 17;

    @Override
    public int type() {
        return ConfigEntryCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var entry : ConfigStore.all(txn)) {
            out.write(
                    type(),
                    new ConfigEntryCommand("", "", entry, ""),
                    (writer, command) -> command.writePayload(writer));
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var entry = ConfigEntryCommand.read(in).entry();
        ConfigStore.restore(target.txn(), entry);
        target.raiseIndex(ConfigStore.INDEX_KEY, entry.modifyIndex());
    }

    @Override
    public void restored(RestoreTarget target) {
        GatewayServices.rebuild(target.txn());
        Usage.recountConfig(target.txn(), target.lastIndex());
    }
}
