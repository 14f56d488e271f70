package io.curia.memdb;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds out whether two nodes have the same values below them, without walking what they share. Labels are not compared:
 * a row decides its own keys, so the same rows mean the same keys.
 */
final class RadixComparison {
    private RadixComparison() {}

    static boolean same(Object left, Object right) {
        var lefts = new Walk(left);
        var rights = new Walk(right);
        while (lefts.hasNext() && rights.hasNext()) {
            if (lefts.node() == rights.node()) {
                lefts.skip();
                rights.skip();
            } else if (!lefts.isInner() && !rights.isInner()) {
                if (lefts.value() != rights.value()) {
                    return false;
                }
                lefts.skip();
                rights.skip();
            } else {
                // The shallower of two gives way first: that way both sides come to stand on shared children together.
                boolean openLeft = lefts.isInner() && (!rights.isInner() || lefts.keyBytes() <= rights.keyBytes());
                (openLeft ? lefts : rights).open();
            }
        }
        return !lefts.hasNext() && !rights.hasNext();
    }

    /** The nodes still to be compared, first on top. */
    private static final class Walk {
        private final Deque<Item> items = new ArrayDeque<>();

        Walk(Object node) {
            if (node != null) {
                items.push(new Item(node, 0));
            }
        }

        boolean hasNext() {
            return !items.isEmpty();
        }

        Object node() {
            return items.element().node;
        }

        boolean isInner() {
            return node() instanceof RadixInner;
        }

        Object value() {
            return node() instanceof RadixLeaf leaf ? leaf.value() : node();
        }

        int keyBytes() {
            return items.element().keyBytes;
        }

        void skip() {
            items.remove();
        }

        void open() {
            Item item = items.remove();
            RadixInner inner = (RadixInner) item.node;
            int below = item.keyBytes + inner.labelLength() + 1;
            for (int i = inner.children.length - 1; i >= 0; i--) {
                items.push(new Item(inner.children[i], below));
            }
            if (inner.value != null) {
                items.push(new Item(inner.value, below));
            }
        }
    }

    /** A node or value and the number of key bytes that lead to it. */
    private record Item(Object node, int keyBytes) {}
}
