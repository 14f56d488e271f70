package io.curia.memdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who watches one index: by exact key, and by prefix. The trees of rows know nothing of watches, so a row nobody watches costs
 * nothing for the possibility. Thread-safe.
 */
final class IndexWatches {
    /** Guarded by this, as are the sets within. */
    private RadixTree<Point> keys = RadixTree.empty();

    private RadixTree<Point> prefixes = RadixTree.empty();

    /** Lets a commit pass without the lock when nobody watches. Written under the lock, before the reader looks at the root. */
    private volatile int points;

    /** Registers interest in a key; false if the watch set is over, and nothing is registered. */
    boolean watchKey(byte[] key, WatchSet watch) {
        return register(key, false, watch);
    }

    /** Registers interest in all keys with a prefix; false if the watch set is over, and nothing is registered. */
    boolean watchPrefix(byte[] prefix, WatchSet watch) {
        return register(prefix, true, watch);
    }

    private boolean register(byte[] key, boolean prefix, WatchSet watch) {
        if (watch.isOver()) {
            return false;
        }
        Point point;
        synchronized (this) {
            point = (prefix ? prefixes : keys).get(key);
            if (point == null) {
                point = new Point(key.clone(), prefix);
                keep(point);
            }
            if (!point.watching.add(watch)) {
                return true;
            }
        }
        if (!watch.track(point)) {
            point.leave(watch);
            return false;
        }
        return true;
    }

    /** Takes out those whose keys are among the changed ones; {@code before} and {@code after} are the index's trees. */
    <T> void takeChanged(ChangedKeys changed, RadixTree<T> before, RadixTree<T> after, Collection<WatchSet> taken) {
        if (points == 0 || changed.isEmpty()) {
            return;
        }
        synchronized (this) {
            Collection<Point> hit =
                    changed.tooMany() ? differing(before, after) : watching(changed.keys(), before, after);
            for (Point point : hit) {
                taken.addAll(point.watching);
                drop(point);
            }
        }
    }

    private <T> Collection<Point> watching(List<byte[]> changedKeys, RadixTree<T> before, RadixTree<T> after) {
        Set<Point> hit = new HashSet<>();
        for (byte[] key : changedKeys) {
            if (before.get(key) == after.get(key)) {
                continue; // changed and changed back
            }
            Point exact = keys.get(key);
            if (exact != null) {
                hit.add(exact);
            }
            prefixes.visitPrefixesOf(key, (length, point) -> hit.add(point));
        }
        return hit;
    }

    private <T> Collection<Point> differing(RadixTree<T> before, RadixTree<T> after) {
        Collection<Point> hit = new ArrayList<>();
        for (Point point : keys.values()) {
            if (before.get(point.key) != after.get(point.key)) {
                hit.add(point);
            }
        }
        for (Point point : prefixes.values()) {
            if (!before.sameUnder(point.key, after)) {
                hit.add(point);
            }
        }
        return hit;
    }

    /** How many keys and prefixes are watched. */
    int points() {
        return points;
    }

    private void keep(Point point) {
        if (point.prefix) {
            prefixes = prefixes.put(point.key, point);
        } else {
            keys = keys.put(point.key, point);
        }
        points = keys.size() + prefixes.size();
    }

    private void drop(Point point) {
        if (point.prefix) {
            prefixes = prefixes.remove(point.key);
        } else {
            keys = keys.remove(point.key);
        }
        point.gone = true;
        points = keys.size() + prefixes.size();
    }

    /** One watched key or prefix. Once gone it stays gone: later interest makes a new one. */
    private final class Point implements WatchPoint {
        private final byte[] key;
        private final boolean prefix;
        private final Set<WatchSet> watching = new HashSet<>(2);
        private boolean gone;

        Point(byte[] key, boolean prefix) {
            this.key = key;
            this.prefix = prefix;
        }

        @Override
        public void leave(WatchSet watch) {
            synchronized (IndexWatches.this) {
                if (watching.remove(watch) && watching.isEmpty() && !gone) {
                    drop(this);
                }
            }
        }
    }
}
