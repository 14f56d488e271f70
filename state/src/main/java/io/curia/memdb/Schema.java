package io.curia.memdb;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Which tables a database has, and where each stands in its roots. Immutable. */
final class Schema {
    private final List<Table<?>> tables;
    private final IdentityHashMap<Table<?>, Integer> slots = new IdentityHashMap<>();

    Schema(List<Table<?>> tables) {
        this.tables = List.copyOf(tables);
        var names = new ArrayList<String>();
        for (Table<?> table : this.tables) {
            if (names.contains(table.name())) {
                throw new IllegalArgumentException("two tables named '" + table.name() + "'");
            }
            if (table.indexes().isEmpty()) {
                throw new IllegalArgumentException(table + " is not built");
            }
            names.add(table.name());
            slots.put(table, slots.size());
        }
    }

    List<Table<?>> tables() {
        return tables;
    }

    int slot(Table<?> table) {
        Integer slot = slots.get(table);
        if (slot == null) {
            throw new IllegalArgumentException("this database has no " + table);
        }
        return slot;
    }
}
