package io.curia.server;

import io.curia.cluster.LeaderQuestions;
import io.curia.fsm.Fsm;
import io.curia.model.ByteString;
import io.curia.state.Sessions;

/** What this server knows while it leads, and the log does not say. Safe for use by any thread; never blocks. */
final class LeaderKnowledge implements LeaderQuestions.Answers {
    private final Fsm fsm;
    private final SessionExpiry sessions;

    LeaderKnowledge(Fsm fsm, SessionExpiry sessions) {
        this.fsm = fsm;
        this.sessions = sessions;
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
}
