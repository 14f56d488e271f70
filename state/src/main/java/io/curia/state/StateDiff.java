package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.Table;
import io.curia.model.AclToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * What would become of the rows of one state if another took its place. Rows are compared by value, indexes included, in
 * one pass over both. Only tables that archives carry are looked at; the others follow from them. Stateless.
 */
public final class StateDiff {
    /** How many keys of each kind are named for a table. */
    public static final int NAMED = 100;

    private static final List<Carried<?>> TABLES = List.of(
            new Carried<>(CatalogTables.NODES, row -> row.node()),
            new Carried<>(CatalogTables.SERVICES, row -> row.node() + "/" + row.id()),
            new Carried<>(CatalogTables.CHECKS, row -> row.node() + "/" + row.checkId()),
            new Carried<>(CoordinateTables.COORDINATES, StateDiff::coordinate),
            new Carried<>(SessionTables.SESSIONS, row -> row.id()),
            new Carried<>(AclTables.TOKENS, StateDiff::token),
            new Carried<>(AclTables.POLICIES, row -> row.id()),
            new Carried<>(AclTables.ROLES, row -> row.id()),
            new Carried<>(AclTables.RULES, row -> row.id()),
            new Carried<>(AclTables.METHODS, row -> row.name()),
            new Carried<>(KvTables.KVS, row -> PlainText.of(row.key())),
            new Carried<>(KvTables.TOMBSTONES, row -> PlainText.of(row.key())),
            new Carried<>(QueryTables.QUERIES, row -> row.id()),
            new Carried<>(SystemTables.AUTOPILOT_CONFIG, row -> "config"),
            new Carried<>(IntentionTables.INTENTIONS, row -> row.id()),
            new Carried<>(CaTables.ROOTS, row -> row.id()),
            new Carried<>(CaTables.BUILTIN, row -> row.id()),
            new Carried<>(CaTables.CONFIG, row -> "config"),
            new Carried<>(ConfigTables.ENTRIES, row -> row.kind() + "/" + row.name()),
            new Carried<>(SystemTables.FEDERATION_STATES, row -> row.datacenter()),
            new Carried<>(SystemTables.METADATA, row -> row.key()),
            new Carried<>(
                    VirtualIpTables.SERVICE_IPS,
                    row -> row.peer().isEmpty() ? row.service() : row.peer() + "/" + row.service()),
            new Carried<>(VirtualIpTables.FREE_IPS, row -> PlainText.of(row.ip())),
            new Carried<>(IndexTables.INDEX, row -> row.key()));

    private StateDiff() {}

    /**
     * What becomes of a table.
     *
     * @param table its name
     * @param added the rows that would come
     * @param changed those that would be others under the same key
     * @param removed those that would go
     * @param unchanged how many would stay as they are
     */
    public record TableDiff(String table, Rows added, Rows changed, Rows removed, long unchanged) {}

    /**
     * Some rows of a table.
     *
     * @param count how many
     * @param keys the keys of the first {@value #NAMED}, in their order, as text; what is no text in them is escaped
     */
    public record Rows(long count, List<String> keys) {
        public Rows {
            keys = List.copyOf(keys);
        }
    }

    /** Every table that archives carry, always in the same order. */
    public static List<TableDiff> between(ReadTxn present, ReadTxn next) {
        var diffs = new ArrayList<TableDiff>();
        for (var table : TABLES) {
            diffs.add(table.between(present, next));
        }
        return diffs;
    }

    /** The tables that are looked at. */
    static List<Table<?>> tables() {
        return TABLES.stream().<Table<?>>map(Carried::table).toList();
    }

    private static String coordinate(io.curia.model.NodeCoordinate row) {
        return row.segment().isEmpty() ? row.node() : row.node() + "/" + row.segment();
    }

    /** The key of the table is a secret, which is no business of whoever looks at a difference. */
    private static String token(AclToken row) {
        return row.accessorId().isEmpty() ? "legacy token" : row.accessorId();
    }

    private record Carried<T>(Table<T> table, Function<T, String> name) {
        TableDiff between(ReadTxn present, ReadTxn next) {
            return new Merge<>(this, present.scan(table, null), next.scan(table, null)).run();
        }
    }

    /** One pass over the rows of a table in two states. */
    private static final class Merge<T> {
        private final Carried<T> carried;
        private final Side<T> old;
        private final Side<T> fresh;
        private final Found<T> added;
        private final Found<T> changed;
        private final Found<T> removed;
        private long unchanged;

        Merge(Carried<T> carried, Iterable<T> old, Iterable<T> fresh) {
            this.carried = carried;
            this.old = new Side<>(carried.table, old.iterator());
            this.fresh = new Side<>(carried.table, fresh.iterator());
            this.added = new Found<>(carried.name);
            this.changed = new Found<>(carried.name);
            this.removed = new Found<>(carried.name);
        }

        TableDiff run() {
            while (old.row != null || fresh.row != null) {
                int order = order();
                if (order < 0) {
                    removed.add(old.row);
                } else if (order > 0) {
                    added.add(fresh.row);
                } else if (old.row.equals(fresh.row)) {
                    unchanged++;
                } else {
                    changed.add(fresh.row);
                }
                if (order <= 0) {
                    old.advance();
                }
                if (order >= 0) {
                    fresh.advance();
                }
            }
            return new TableDiff(carried.table.name(), added.rows(), changed.rows(), removed.rows(), unchanged);
        }

        /** Less than 0 if the old state's row comes first, more if that of the new one does, 0 if their keys are equal. */
        private int order() {
            if (old.row == null) {
                return 1;
            }
            return fresh.row == null ? -1 : Arrays.compareUnsigned(old.key, fresh.key);
        }
    }

    private static final class Side<T> {
        private final Table<T> table;
        private final Iterator<T> rows;
        private T row;
        private byte[] key;

        Side(Table<T> table, Iterator<T> rows) {
            this.table = table;
            this.rows = rows;
            advance();
        }

        void advance() {
            row = rows.hasNext() ? rows.next() : null;
            key = row == null ? null : table.keyOf(row);
        }
    }

    private static final class Found<T> {
        private final Function<T, String> name;
        private final List<String> keys = new ArrayList<>();
        private long count;

        Found(Function<T, String> name) {
            this.name = name;
        }

        void add(T row) {
            count++;
            if (keys.size() < NAMED) {
                keys.add(name.apply(row));
            }
        }

        Rows rows() {
            return new Rows(count, keys);
        }
    }
}
