package io.curia.service.session;

import io.curia.http.Answer;
import io.curia.http.Header;
import io.curia.http.RefusedException;
import io.curia.memdb.ReadTxn;
import io.curia.state.Sessions;
import io.curia.state.StateException;
import java.util.List;

/** Ids of sessions in requests. What cannot be one is refused before it reaches the log, as the state would. */
public final class SessionIds {
    private SessionIds() {}

    /**
     * Refuses a text that cannot be the id of a session.
     *
     * @param txn any state
     * @param fault what stands before the text of the refusal
     * @param headers of the answer
     * @throws RefusedException with status 500
     */
    public static void require(ReadTxn txn, String id, String fault, List<Header> headers) {
        try {
            Sessions.get(txn, id, null);
        } catch (StateException e) {
            throw new RefusedException(Answer.text(500, fault + e.getMessage(), headers));
        }
    }
}
