package io.curia.server;

import io.curia.autopilot.ClusterState;
import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.LeaderReport;
import io.curia.cluster.Members;
import io.curia.cluster.Transfer;
import io.curia.fsm.Fsm;
import io.curia.model.ByteString;
import io.curia.service.operator.AutopilotJson;
import io.curia.service.operator.ComparisonJson;
import io.curia.state.Sessions;
import java.util.Optional;
import java.util.function.BiFunction;

/** What this server knows while it leads, and the log does not say. Safe for use by any thread; never blocks. */
final class LeaderKnowledge implements LeaderQuestions.Answers {
    private final Fsm fsm;
    private final SessionExpiry sessions;
    private final AutopilotDuty autopilot;
    private final LeaderTransfers transfers;
    private final Members members;
    private final StateComparison comparison;

    LeaderKnowledge(
            Fsm fsm,
            SessionExpiry sessions,
            AutopilotDuty autopilot,
            LeaderTransfers transfers,
            Members members,
            StateComparison comparison) {
        this.members = members;
        this.comparison = comparison;
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
    public Optional<LeaderReport> report(LeaderReport.Kind kind, boolean pretty) {
        return switch (kind) {
            case HEALTH -> ofAutopilot(AutopilotJson::health, pretty);
            case STATE -> ofAutopilot(AutopilotJson::state, pretty);
            case COMPARISON -> Optional.of(compared(pretty));
        };
    }

    private Optional<LeaderReport> ofAutopilot(BiFunction<ClusterState, Boolean, byte[]> json, boolean pretty) {
        return autopilot.state().map(state -> new LeaderReport(state.healthy(), json.apply(state, pretty)));
    }

    private LeaderReport compared(boolean pretty) {
        var verdicts = comparison.verdicts();
        var all = members.all();
        return new LeaderReport(ComparisonJson.areEqual(all, verdicts), ComparisonJson.of(all, verdicts, pretty));
    }

    @Override
    public Transfer.Outcome transfer(Transfer transfer) {
        return transfers.look(transfer);
    }
}
