package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclToken;

/** The making of the first token with all rights, which is possible once (state-store §10). Stateless. */
public final class AclBootstrap {
    /** The row of the index table with the index of the last bootstrap; without it there was none. */
    public static final String INDEX_KEY = "acl-token-bootstrap";

    /** The refusal of another bootstrap. */
    public static final String NOT_ALLOWED = "ACL bootstrap no longer allowed";

    private AclBootstrap() {}

    /**
     * Writes the first token.
     *
     * @param resetIndex the index of the last bootstrap, which allows another one; else 0
     * @throws StateException if there was one and the index is not its, or the token cannot be written
     */
    public static void bootstrap(Change change, AclToken token, long resetIndex) {
        long last = lastIndex(change.txn(), null);
        if (last != 0 && resetIndex == 0) {
            throw new StateException(NOT_ALLOWED);
        } else if (last != 0 && resetIndex != last) {
            throw new StateException("Invalid ACL bootstrap reset index");
        }
        AclTokens.set(change, token, AclTokens.PLAIN);
        change.bump(INDEX_KEY);
    }

    /** The index of the last bootstrap, or 0 if there was none. */
    public static long lastIndex(ReadTxn txn, WatchSet watch) {
        return Indexes.get(txn, INDEX_KEY, watch);
    }
}
