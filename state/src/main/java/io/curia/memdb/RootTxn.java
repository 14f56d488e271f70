package io.curia.memdb;

/** A read transaction: a root, and the database to tell of watches. */
final class RootTxn extends AbstractTxn {
    private final MemDb db;
    private final Root root;

    RootTxn(MemDb db, Root root) {
        this.db = db;
        this.root = root;
    }

    @Override
    <T> RadixTree<T> tree(Index<T, ?> index) {
        return root.tree(index);
    }

    @Override
    <T> T get(Index<T, ?> index, byte[] key) {
        return root.tree(index).get(key);
    }

    @Override
    public long heapBytes() {
        return root.heapBytes();
    }

    @Override
    public long freedBytes() {
        return root.freedBytes();
    }

    // Interest is registered first and the present root looked at afterwards: a commit either finds the registration or
    // has
    // published its root before, and then the difference shows here.

    @Override
    <T> void watchKey(Index<T, ?> index, byte[] key, WatchSet watch) {
        if (watch != null && db.watches(index).watchKey(key, watch)) {
            Root present = db.root();
            if (present != root
                    && present.tree(index).get(key) != root.tree(index).get(key)) {
                watch.fire();
            }
        }
    }

    @Override
    <T> void watchPrefix(Index<T, ?> index, byte[] prefix, WatchSet watch) {
        if (watch != null && db.watches(index).watchPrefix(prefix, watch)) {
            Root present = db.root();
            if (present != root && !present.tree(index).sameUnder(prefix, root.tree(index))) {
                watch.fire();
            }
        }
    }
}
