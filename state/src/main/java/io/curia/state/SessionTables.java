package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Key3;
import io.curia.memdb.Table;
import io.curia.model.Session;
import io.curia.model.SessionCheck;

/** The tables of sessions, and of the checks they depend on. */
public final class SessionTables {
    private static final Table.Builder<Session> SESSIONS_BUILDER = Table.named("sessions");
    static final Index<Session, String> SESSIONS_ID = SESSIONS_BUILDER.uniqueIndex("id", Indexers.uuid(Session::id));
    static final Index<Session, String> SESSIONS_NODE =
            SESSIONS_BUILDER.index("node", Indexers.lowerCase(Session::node));
    /** The sessions. */
    public static final Table<Session> SESSIONS = SESSIONS_BUILDER.build();

    private static final Table.Builder<SessionCheck> CHECKS_BUILDER = Table.named("session_checks");
    static final Index<SessionCheck, Key3<String, String, String>> CHECKS_ID = CHECKS_BUILDER.uniqueIndex(
            "id",
            Indexers.compound(
                    Indexers.lowerCase(SessionCheck::node),
                    Indexers.lowerCase(SessionCheck::checkId),
                    Indexers.uuid(SessionCheck::session)));
    static final Index<SessionCheck, Key2<String, String>> CHECKS_NODE_CHECK = CHECKS_BUILDER.index(
            "node_check",
            Indexers.compound(Indexers.lowerCase(SessionCheck::node), Indexers.lowerCase(SessionCheck::checkId)));
    static final Index<SessionCheck, String> CHECKS_SESSION =
            CHECKS_BUILDER.index("session", Indexers.uuid(SessionCheck::session));
    /** The checks that sessions depend on; derived from the sessions. */
    public static final Table<SessionCheck> CHECKS = CHECKS_BUILDER.build();

    private SessionTables() {}
}
