package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.HealthCheck;
import io.curia.model.Session;
import io.curia.model.SessionCheck;
import java.util.List;

/** Sessions: their life and end (state-store §7). Stateless. */
public final class Sessions {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "sessions";

    private static final long MAX_LOCK_DELAY_NANOS = 60_000_000_000L;

    private Sessions() {}

    /**
     * Creates a session.
     *
     * @throws StateException if its node or one of its checks is absent, a check is critical, the behaviour is unknown,
     *     or the id is no UUID
     */
    public static void create(Change change, Session session) {
        var txn = change.txn();
        if (session.id().isEmpty()) {
            throw new StateException("Missing session ID");
        }
        var behaved =
                session.behavior().isEmpty() ? session.withBehavior(Session.RELEASE, session.lockDelay()) : session;
        if (!behaved.behavior().equals(Session.RELEASE) && !behaved.behavior().equals(Session.DELETE)) {
            throw new StateException("Invalid session behavior: " + behaved.behavior());
        }
        if (Nodes.byName(txn, session.node()) == null) {
            throw new StateException("Missing node registration");
        }
        session.checkIds().forEach(id -> requireHealthy(txn, session.node(), id));
        change.insert(SessionTables.SESSIONS, behaved.withIndexes(change.index(), change.index()));
        for (var id : session.checkIds()) {
            change.insert(SessionTables.CHECKS, new SessionCheck(session.node(), id, session.id()));
        }
        change.bump(INDEX_KEY);
    }

    /**
     * Destroys a session with all that depends on it; nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void destroy(Change change, String id) {
        var session = find(change.txn(), id, null);
        if (session == null) {
            return;
        }
        deleteRows(change, session);
        long delay = Math.min(session.lockDelay(), MAX_LOCK_DELAY_NANOS);
        for (var key : KvEntries.keysOfSession(change.txn(), id)) {
            if (session.behavior().equals(Session.DELETE)) {
                KvEntries.delete(change, key);
            } else {
                KvEntries.release(change, key);
            }
            if (delay > 0) {
                change.delayLock(key, delay);
            }
        }
        PreparedQueries.deleteOfSession(change, id);
    }

    /**
     * Deletes the row of a session and leaves its locks alone; nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void deleteOnly(Change change, String id) {
        var session = find(change.txn(), id, null);
        if (session != null) {
            deleteRows(change, session);
        }
    }

    /** Destroys the sessions that depend on a check. */
    static void destroyOfCheck(Change change, String node, String checkId) {
        Rows.toList(change.txn().all(SessionTables.CHECKS_NODE_CHECK, Key2.of(node, checkId), null))
                .forEach(row -> destroy(change, row.session()));
    }

    /** Destroys the sessions of a node. */
    static void destroyOfNode(Change change, String node) {
        Rows.toList(change.txn().all(SessionTables.SESSIONS_NODE, node, null))
                .forEach(session -> destroy(change, session.id()));
    }

    /**
     * Whether a session exists.
     *
     * @throws StateException if the id is no UUID
     */
    static boolean exists(ReadTxn txn, String id) {
        return find(txn, id, null) != null;
    }

    /**
     * A session and the index of all sessions; null if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<Session> get(ReadTxn txn, String id, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), find(txn, id, watch));
    }

    /** All sessions, in the order of their ids. */
    public static Indexed<List<Session>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, watch), Rows.toList(all(txn)));
    }

    /** The sessions of a node, in the order of their ids. */
    public static Indexed<List<Session>> ofNode(ReadTxn txn, String node, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.all(SessionTables.SESSIONS_NODE, node, watch)));
    }

    /** All sessions, in the order of their ids. */
    public static Iterable<Session> all(ReadTxn txn) {
        return txn.scan(SessionTables.SESSIONS, null);
    }

    /**
     * Puts a row of a snapshot back with all its fields, and the checks it depends on; the index table is left alone.
     *
     * @throws IllegalArgumentException if the tables cannot hold it
     */
    public static void restore(Change change, Session session) {
        var txn = change.txn();
        txn.insert(SessionTables.SESSIONS, session);
        for (var id : session.checkIds()) {
            txn.insert(SessionTables.CHECKS, new SessionCheck(session.node(), id, session.id()));
        }
    }

    private static Session find(ReadTxn txn, String id, WatchSet watch) {
        try {
            return txn.first(SessionTables.SESSIONS_ID, id, watch);
        } catch (IllegalArgumentException e) {
            throw new StateException("failed session lookup: " + e.getMessage(), e);
        }
    }

    private static void deleteRows(Change change, Session session) {
        var txn = change.txn();
        txn.delete(SessionTables.SESSIONS, session);
        Rows.toList(txn.all(SessionTables.CHECKS_SESSION, session.id(), null))
                .forEach(row -> txn.delete(SessionTables.CHECKS, row));
        PreparedQueries.deleteOfSession(change, session.id());
        change.bump(INDEX_KEY);
    }

    private static void requireHealthy(ReadTxn txn, String node, String checkId) {
        var check = Checks.find(txn, node, checkId);
        if (check == null) {
            throw new StateException("Missing check '" + checkId + "' registration");
        } else if (check.status().equals(HealthCheck.CRITICAL)) {
            throw new StateException("Check '" + checkId + "' is in critical state");
        }
    }
}
