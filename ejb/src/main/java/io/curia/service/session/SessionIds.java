package io.curia.service.session;

import io.curia.memdb.ReadTxn;
import io.curia.refusal.Refusal;
import io.curia.state.Sessions;
import io.curia.state.StateException;

/** Ids of sessions in requests. What cannot be one is refused before it reaches the log, as the state would. */
public final class SessionIds {
    private SessionIds() {}

    /**
     * Refuses a text that cannot be the id of a session.
     *
     * @param txn any state
     * @param fault what stands before the text of the refusal
     * @throws Refusal if it cannot
     */
    public static void require(ReadTxn txn, String id, String fault) {
        try {
            Sessions.get(txn, id, null);
        } catch (StateException e) {
            throw Refusal.rejected(fault + e.getMessage());
        }
    }
}
