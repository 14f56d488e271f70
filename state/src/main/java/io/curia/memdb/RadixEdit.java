package io.curia.memdb;

import java.util.Arrays;
import java.util.Objects;

/**
 * Many changes to a radix tree at the cost of copying each touched node once. Nodes made by an edit bear its generation
 * and are changed in place; {@link #build} moves the edit on to the next one, so that what was built never changes.
 *
 * <p>Generations need no global counter: a node is reached only from trees that came from the one edit that made it, and
 * each of those passes a larger generation on.
 *
 * <p>Not thread-safe.
 *
 * @param <V> the values
 */
public final class RadixEdit<V> {
    private Object root;
    private int size;
    private long generation;
    private RadixTree<V> built;

    RadixEdit(RadixTree<V> base, Object root, long baseGeneration) {
        this.built = base;
        this.root = root;
        this.size = base.size();
        this.generation = baseGeneration + 1;
    }

    /** The number of keys. */
    public int size() {
        return size;
    }

    /** The key's value, or null if it has none. */
    public V get(byte[] key) {
        return value(RadixTree.find(root, key));
    }

    /** The present content as a tree that never changes; the edit may go on. O(1). */
    public RadixTree<V> build() {
        if (built == null) {
            built = new RadixTree<>(root, size, generation);
            generation++;
        }
        return built;
    }

    /**
     * Sets a key's value.
     *
     * @return the value it had before, or null
     * @throws NullPointerException if the value is null
     */
    public V put(byte[] key, V value) {
        Objects.requireNonNull(value, "value");
        built = null;
        RadixInner parent = null;
        int slot = 0;
        Object node = root;
        int at = 0;
        while (node instanceof RadixInner inner) {
            int common = inner.commonWith(key, at);
            if (common < inner.labelLength()) {
                place(parent, slot, split(inner, common, key, at, value));
                size++;
                return null;
            }
            at += common;
            RadixInner own = inner.ownedBy(generation);
            place(parent, slot, own);
            if (at == key.length) {
                V old = value(own.value);
                own.value = value;
                size += old == null ? 1 : 0;
                return old;
            }
            int child = own.find(key[at]);
            if (child < 0) {
                own.insert(-1 - child, key[at], leaf(key, at + 1, value));
                size++;
                return null;
            }
            parent = own;
            slot = child;
            node = own.children[child];
            at++;
        }
        return putAtLeaf(parent, slot, node, key, at, value);
    }

    private V putAtLeaf(RadixInner parent, int slot, Object node, byte[] key, int at, V value) {
        if (node == null) {
            place(parent, slot, leaf(key, at, value));
            size++;
            return null;
        }
        byte[] label = node instanceof RadixLeaf leaf ? leaf.label() : Bytes.NONE;
        Object held = node instanceof RadixLeaf leaf ? leaf.value() : node;
        int mismatch = Arrays.mismatch(label, 0, label.length, key, at, key.length);
        if (mismatch < 0) {
            place(parent, slot, label.length == 0 ? value : new RadixLeaf(label, value));
            return value(held);
        }
        RadixInner fork = new RadixInner(generation, Arrays.copyOf(label, mismatch), null, new Object[0]);
        hang(fork, label, mismatch, held);
        hang(fork, key, at + mismatch, value);
        place(parent, slot, fork);
        size++;
        return null;
    }

    private RadixInner split(RadixInner inner, int common, byte[] key, int at, V value) {
        RadixInner fork = new RadixInner(generation, inner.labelHead(common), null, new Object[0]);
        fork.insert(0, inner.labelByte(common), inner.withoutLabelHead(generation, common + 1));
        hang(fork, key, at + common, value);
        return fork;
    }

    /** Puts a value under a node whose label has been passed: at it, or behind a new edge. */
    private static void hang(RadixInner node, byte[] key, int at, Object value) {
        if (at == key.length) {
            node.value = value;
        } else {
            node.insert(-1 - node.find(key[at]), key[at], leaf(key, at + 1, value));
        }
    }

    private static Object leaf(byte[] key, int at, Object value) {
        return at == key.length ? value : new RadixLeaf(Arrays.copyOfRange(key, at, key.length), value);
    }

    private void place(RadixInner parent, int slot, Object node) {
        if (parent == null) {
            root = node;
        } else {
            parent.children[slot] = node;
        }
    }

    /**
     * Takes a key out.
     *
     * @return the value it had, or null if it was not there
     */
    public V remove(byte[] key) {
        V old = get(key);
        if (old != null) {
            built = null;
            size--;
            cut(key, true);
        }
        return old;
    }

    /**
     * Takes all keys out that begin with the prefix.
     *
     * @return how many there were
     */
    public int removePrefix(byte[] prefix) {
        Object below = RadixTree.below(root, prefix);
        if (below == null) {
            return 0;
        }
        int count = 0;
        for (var values = RadixIterator.<V>over(below); values.hasNext(); values.next()) {
            count++;
        }
        built = null;
        size -= count;
        cut(prefix, false);
        return count;
    }

    /** Cuts off what is known to be there: one key, or the whole node that a prefix leads to. */
    private void cut(byte[] key, boolean exact) {
        RadixInner grandparent = null;
        int parentSlot = 0;
        RadixInner parent = null;
        int slot = 0;
        Object node = root;
        int at = 0;
        while (node instanceof RadixInner inner) {
            int common = inner.commonWith(key, at);
            at += common;
            if (at == key.length) {
                if (exact) {
                    RadixInner own = inner.ownedBy(generation);
                    own.value = null;
                    place(parent, slot, compact(own));
                    return;
                }
                break;
            }
            RadixInner own = inner.ownedBy(generation);
            place(parent, slot, own);
            grandparent = parent;
            parentSlot = slot;
            parent = own;
            slot = own.find(key[at]);
            node = own.children[slot];
            at++;
        }
        if (parent == null) {
            root = null;
        } else {
            parent.removeAt(slot);
            place(grandparent, parentSlot, compact(parent));
        }
    }

    /** A node that no longer branches, as the leaf or the one longer edge it now is. */
    private Object compact(RadixInner node) {
        if (node.children.length == 0) {
            byte[] label = node.labelHead(node.labelLength());
            return label.length == 0 ? node.value : new RadixLeaf(label, node.value);
        }
        if (node.children.length > 1 || node.value != null) {
            return node;
        }
        byte[] path = node.pathTo(0);
        Object child = node.children[0];
        if (child instanceof RadixInner inner) {
            return inner.withLabelHead(generation, path);
        }
        return child instanceof RadixLeaf leaf
                ? new RadixLeaf(Bytes.concat(path, leaf.label()), leaf.value())
                : new RadixLeaf(path, child);
    }

    @SuppressWarnings("unchecked") // only put() brings values into a tree, and it takes none but V
    private V value(Object value) {
        return (V) value;
    }
}
