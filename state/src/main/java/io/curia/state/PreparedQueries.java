package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.PreparedQuery;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of prepared queries (state-store §8). Stateless. */
public final class PreparedQueries {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "prepared-queries";

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");

    private PreparedQueries() {}

    /**
     * Writes a query, also if it says what it said before.
     *
     * @throws StateException if its id is missing or no UUID, its name is that of another query or the id of one, its
     *     session does not exist, or it is a template that cannot be rendered
     */
    public static void set(Change change, PreparedQuery query) {
        var txn = change.txn();
        if (query.id().isEmpty()) {
            throw new StateException("Missing Query ID");
        }
        var existing = Lookups.first(txn, QueryTables.ID, query.id(), null, "prepared query");
        requireFreeName(txn, query);
        requireSession(txn, query.session());
        if (query.isTemplate()) {
            QueryTemplates.requireValid(query);
        }
        change.insert(
                QueryTables.QUERIES,
                query.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "prepared query");
        change.bump(INDEX_KEY);
    }

    /**
     * Deletes a query; nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void delete(Change change, String id) {
        var existing = Lookups.first(change.txn(), QueryTables.ID, id, null, "prepared query");
        if (existing != null) {
            change.txn().delete(QueryTables.QUERIES, existing);
            change.bump(INDEX_KEY);
        }
    }

    /** Deletes the queries that live as long as a session. */
    static void deleteOfSession(Change change, String session) {
        Rows.toList(change.txn().all(QueryTables.SESSION, session, null)).forEach(query -> delete(change, query.id()));
    }

    /**
     * A query, or null, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<PreparedQuery> get(ReadTxn txn, String id, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Lookups.first(txn, QueryTables.ID, id, watch, "prepared query"));
    }

    /**
     * The query with an id, else that with a name, else the template with the longest prefix of it, rendered; or null. With
     * the index of the table.
     *
     * @param segment the network segment of whoever asks, for templates
     * @throws StateException if it is empty or the id of a template, or a template cannot be rendered
     */
    public static Indexed<PreparedQuery> resolve(ReadTxn txn, String idOrName, String segment, WatchSet watch) {
        if (idOrName.isEmpty()) {
            throw new StateException("Missing Query ID");
        }
        long index = Indexes.get(txn, INDEX_KEY, null);
        var byId = UUID.matcher(idOrName).matches() ? txn.first(QueryTables.ID, idOrName, watch) : null;
        if (byId != null && byId.isTemplate()) {
            throw new StateException("prepared query templates can only be resolved up by name, not by ID");
        } else if (byId != null) {
            return new Indexed<>(index, byId);
        }
        var byName = txn.first(QueryTables.NAME, idOrName, watch);
        if (byName != null && !byName.isTemplate()) {
            return new Indexed<>(index, byName);
        }
        var template = txn.longestPrefix(QueryTables.TEMPLATE, idOrName, watch);
        return new Indexed<>(index, template == null ? null : QueryTemplates.render(template, idOrName, segment));
    }

    /** All queries, in the order of their ids, with the index of the table. */
    public static Indexed<List<PreparedQuery>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(QueryTables.QUERIES, watch)));
    }

    private static void requireFreeName(ReadTxn txn, PreparedQuery query) {
        var name = query.name();
        if (!name.isEmpty() && isAnother(txn.first(QueryTables.NAME, name, null), query)) {
            throw new StateException("name '" + name + "' aliases an existing query name");
        } else if (name.isEmpty()
                && query.isTemplate()
                && isAnother(txn.first(QueryTables.TEMPLATE, name, null), query)) {
            throw new StateException("a query template with an empty name already exists");
        } else if (UUID.matcher(name).matches() && txn.first(QueryTables.ID, name, null) != null) {
            throw new StateException("name '" + name + "' aliases an existing query ID");
        }
    }

    private static boolean isAnother(PreparedQuery found, PreparedQuery query) {
        return found != null && !found.id().equalsIgnoreCase(query.id());
    }

    private static void requireSession(ReadTxn txn, String session) {
        if (!session.isEmpty() && !exists(txn, session)) {
            throw new StateException("invalid session \"" + session + "\"");
        }
    }

    private static boolean exists(ReadTxn txn, String session) {
        try {
            return txn.first(SessionTables.SESSIONS_ID, session, null) != null;
        } catch (IllegalArgumentException e) {
            throw new StateException("invalid session: " + e.getMessage(), e);
        }
    }
}
