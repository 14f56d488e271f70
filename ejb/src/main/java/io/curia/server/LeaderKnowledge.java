package io.curia.server;

import io.curia.cluster.AutopilotReport;
import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.Transfer;
import io.curia.fsm.Fsm;
import io.curia.model.ByteString;
import io.curia.service.operator.AutopilotJson;
import io.curia.state.Sessions;
import java.util.Optional;

/** What this server knows while it leads, and the log does not say. Safe for use by any thread; never blocks. */
final class LeaderKnowledge implements LeaderQuestions.Answers {
    private final Fsm fsm;
    private final SessionExpiry sessions;
    private final AutopilotDuty autopilot;
    private final LeaderTransfers transfers;

    LeaderKnowledge(Fsm fsm, SessionExpiry sessions, AutopilotDuty autopilot, LeaderTransfers transfers) {
        this.fsm = fsm;
        this.sessions = sessions;
        this.autopilot = autopilot;
        this.transfers = transfers;
    }

    @Override
    public boolean renew(String session) {
        if (Sessions.get(fsm.store().read(), session, null).value() == null) {
            return false;
        }
        sessions.renew(session);
        return true;
    }

    @Override
    public boolean isDelayed(ByteString key) {
        return fsm.store().lockDelays().isDelayed(key);
    }

    @Override
    public Optional<AutopilotReport> report(AutopilotReport.Kind kind, boolean pretty) {
        return autopilot
                .state()
                .map(state -> new AutopilotReport(
                        state.healthy(),
                        switch (kind) {
                            case HEALTH -> AutopilotJson.health(state, pretty);
                            case STATE -> AutopilotJson.state(state, pretty);
                        }));
    }

    @Override
    public Transfer.Outcome transfer(Transfer transfer) {
        return transfers.look(transfer);
    }
}
