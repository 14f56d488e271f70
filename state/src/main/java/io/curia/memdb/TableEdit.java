package io.curia.memdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The changes of one transaction to one table: all its indexes together. Not thread-safe. */
final class TableEdit<T> {
    private final List<Index<T, ?>> indexes;
    private final List<RadixEdit<T>> edits = new ArrayList<>();
    private final List<ChangedKeys> changes = new ArrayList<>();

    private final Table<T> table;
    private long grown;
    private long freed;

    TableEdit(Table<T> table, Root base) {
        this.table = table;
        indexes = table.indexes();
        for (Index<T, ?> index : indexes) {
            edits.add(base.tree(index).edit());
            changes.add(new ChangedKeys());
        }
    }

    T get(Index<T, ?> index, byte[] key) {
        return edits.get(index.position()).get(key);
    }

    RadixTree<T> tree(Index<T, ?> index) {
        return edits.get(index.position()).build();
    }

    List<RadixTree<?>> build() {
        List<RadixTree<?>> trees = new ArrayList<>(edits.size());
        edits.forEach(edit -> trees.add(edit.build()));
        return trees;
    }

    List<Index<T, ?>> indexes() {
        return indexes;
    }

    ChangedKeys changes(Index<?, ?> index) {
        return changes.get(index.position());
    }

    /** Bytes of heap of the rows that came. */
    long grownBytes() {
        return grown;
    }

    /** Bytes of heap of the rows that went. */
    long freedBytes() {
        return freed;
    }

    /** Whether anything was inserted or deleted. A change of any index is one of the primary index. */
    boolean isChanged() {
        return !changes.get(0).isEmpty();
    }

    T insert(T row) {
        byte[] id = indexes.get(0).primaryKey(row);
        T previous = edits.get(0).get(id);
        if (previous == row) {
            return previous;
        }
        List<List<byte[]>> keys = secondaryKeys(row, id, previous);
        grown += table.heapBytes(row);
        if (previous != null) {
            freed += table.heapBytes(previous);
        }
        put(0, id, row);
        for (int i = 1; i < indexes.size(); i++) {
            List<byte[]> present = keys.get(i - 1);
            if (previous != null) {
                for (byte[] key : indexes.get(i).entryKeys(previous, id)) {
                    if (!contains(present, key)) {
                        remove(i, key);
                    }
                }
            }
            for (byte[] key : present) {
                put(i, key, row);
            }
        }
        return previous;
    }

    /** The keys of all other indexes, once nothing speaks against the row. */
    private List<List<byte[]>> secondaryKeys(T row, byte[] id, T previous) {
        List<List<byte[]>> all = new ArrayList<>(indexes.size() - 1);
        for (int i = 1; i < indexes.size(); i++) {
            Index<T, ?> index = indexes.get(i);
            List<byte[]> keys = index.entryKeys(row, id);
            if (index.unique()) {
                for (byte[] key : keys) {
                    T holder = edits.get(i).get(key);
                    if (holder != null && holder != previous) {
                        throw new IllegalArgumentException(index + ": another row has this unique key");
                    }
                }
            }
            all.add(keys);
        }
        return all;
    }

    boolean delete(T row) {
        byte[] id = indexes.get(0).primaryKey(row);
        T previous = edits.get(0).get(id);
        if (previous == null) {
            return false;
        }
        freed += table.heapBytes(previous);
        remove(0, id);
        removeSecondaryKeys(previous, id);
        return true;
    }

    int deletePrefix(byte[] prefix) {
        for (T row : edits.get(0).build().prefix(prefix)) {
            byte[] id = indexes.get(0).primaryKey(row);
            changes.get(0).add(id);
            freed += table.heapBytes(row);
            removeSecondaryKeys(row, id);
        }
        return edits.get(0).removePrefix(prefix);
    }

    private void removeSecondaryKeys(T row, byte[] id) {
        for (int i = 1; i < indexes.size(); i++) {
            for (byte[] key : indexes.get(i).entryKeys(row, id)) {
                remove(i, key);
            }
        }
    }

    private void put(int index, byte[] key, T row) {
        edits.get(index).put(key, row);
        changes.get(index).add(key);
    }

    private void remove(int index, byte[] key) {
        edits.get(index).remove(key);
        changes.get(index).add(key);
    }

    private static boolean contains(List<byte[]> keys, byte[] wanted) {
        for (byte[] key : keys) {
            if (Arrays.equals(key, wanted)) {
                return true;
            }
        }
        return false;
    }
}
