package io.curia.fsm.session;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.SessionCodec;
import io.curia.memdb.ReadTxn;
import io.curia.state.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 3 in snapshots: the sessions. The checks they depend on are derived from them. */
@ApplicationScoped
public class SessionRecords implements SnapshotRecords {
    private static final int POSITION = 3;

    @Override
    public int type() {
        return SessionCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var session : Sessions.all(txn)) {
            out.write(SessionCommand.TYPE, session, SessionCodec.CODEC::write);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var session = SessionCodec.CODEC.read(in);
        Sessions.restore(target.txn(), session);
        target.raiseIndex(Sessions.INDEX_KEY, session.modifyIndex());
    }
}
