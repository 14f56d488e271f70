package io.curia.memdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of all tables at one moment. Immutable. */
final class Root {
    private final Schema schema;

    /** For each table's slot, the trees of its indexes. */
    private final List<List<RadixTree<?>>> trees;

    private final long heapBytes;
    private final long freedBytes;

    private Root(Schema schema, List<List<RadixTree<?>>> trees, long heapBytes, long freedBytes) {
        this.schema = schema;
        this.trees = trees;
        this.heapBytes = heapBytes;
        this.freedBytes = freedBytes;
    }

    static Root empty(Schema schema) {
        var trees = new ArrayList<List<RadixTree<?>>>();
        for (Table<?> table : schema.tables()) {
            trees.add(Collections.nCopies(table.indexes().size(), RadixTree.empty()));
        }
        return new Root(schema, List.copyOf(trees), 0, 0);
    }

    /** About how many bytes of heap all rows take. */
    long heapBytes() {
        return heapBytes;
    }

    /** About how many bytes of heap the rows took that have gone since the database was empty. */
    long freedBytes() {
        return freedBytes;
    }

    Schema schema() {
        return schema;
    }

    @SuppressWarnings("unchecked") // a slot's trees are filled only from its own table's edit
    <T> RadixTree<T> tree(Index<T, ?> index) {
        return (RadixTree<T>) trees.get(schema.slot(index.table())).get(index.position());
    }

    /** This root with what the edits changed, of which there is one or null for each table; itself if nothing is. */
    Root with(TableEdit<?>[] edits) {
        List<List<RadixTree<?>>> changed = null;
        long grown = 0;
        long freed = 0;
        for (int slot = 0; slot < edits.length; slot++) {
            if (edits[slot] != null && edits[slot].isChanged()) {
                changed = changed == null ? new ArrayList<>(trees) : changed;
                changed.set(slot, edits[slot].build());
                grown += edits[slot].grownBytes();
                freed += edits[slot].freedBytes();
            }
        }
        return changed == null ? this : new Root(schema, changed, heapBytes + grown - freed, freedBytes + freed);
    }
}
