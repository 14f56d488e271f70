package io.curia.memdb;

import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable map from byte strings to values, in unsigned bytewise order. A changed tree shares all it can with the tree
 * it came from. Keys are not kept in one piece: a tree gives back values only, which know their keys.
 *
 * <p>Thread-safe, as nothing of a tree ever changes. No value is null. A key array belongs to the caller and is not kept.
 *
 * @param <V> the values
 */
public final class RadixTree<V> {
    private static final RadixTree<Object> EMPTY = new RadixTree<>(null, 0, 0);

    private final Object root;
    private final int size;

    /** Every node's generation is at most this, so an edit with a larger one owns none of them. */
    private final long generation;

    RadixTree(Object root, int size, long generation) {
        this.root = root;
        this.size = size;
        this.generation = generation;
    }

    /** The tree without keys. */
    @SuppressWarnings("unchecked") // it holds no value of any type
    public static <V> RadixTree<V> empty() {
        return (RadixTree<V>) EMPTY;
    }

    /** The number of keys. */
    public int size() {
        return size;
    }

    /** Whether there are no keys. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The key's value, or null if it has none. */
    public V get(byte[] key) {
        return value(find(root, key));
    }

    /** This tree with the key set to a value. */
    public RadixTree<V> put(byte[] key, V value) {
        RadixEdit<V> edit = edit();
        edit.put(key, value);
        return edit.build();
    }

    /** This tree without the key; this very tree if it does not have it. */
    public RadixTree<V> remove(byte[] key) {
        RadixEdit<V> edit = edit();
        return edit.remove(key) == null ? this : edit.build();
    }

    /** This tree without the keys that begin with the prefix; this very tree if there are none. */
    public RadixTree<V> removePrefix(byte[] prefix) {
        RadixEdit<V> edit = edit();
        return edit.removePrefix(prefix) == 0 ? this : edit.build();
    }

    /** The value of the longest key that the given key begins with (itself included), or null. */
    public V longestPrefix(byte[] key) {
        var longest = new LongestPrefix<V>();
        visitPrefixesOf(key, longest);
        return longest.value;
    }

    /** All values in key order. The iterator cannot remove. */
    public Iterable<V> values() {
        return () -> RadixIterator.over(root);
    }

    /** The values of the keys that begin with the prefix, in key order. */
    public Iterable<V> prefix(byte[] prefix) {
        Object below = below(root, prefix);
        return () -> RadixIterator.over(below);
    }

    /** The values of the keys that are not before the bound, in key order. */
    public Iterable<V> from(byte[] bound) {
        byte[] own = bound.clone();
        return () -> RadixIterator.from(root, own);
    }

    /** A transient copy to make many changes to. This tree stays as it is. */
    public RadixEdit<V> edit() {
        return new RadixEdit<>(this, root, generation);
    }

    /** Calls for each key that the given key begins with, shortest first. */
    void visitPrefixesOf(byte[] key, PrefixVisitor<V> visitor) {
        Object node = root;
        int at = 0;
        while (node instanceof RadixInner inner) {
            if (!inner.labelMatches(key, at)) {
                return;
            }
            at += inner.labelLength();
            if (inner.value != null) {
                visitor.visit(at, value(inner.value));
            }
            int child = at == key.length ? -1 : inner.find(key[at]);
            if (child < 0) {
                return;
            }
            node = inner.children[child];
            at++;
        }
        if (node instanceof RadixLeaf leaf) {
            int end = at + leaf.label().length;
            if (end <= key.length && Arrays.equals(leaf.label(), 0, leaf.label().length, key, at, end)) {
                visitor.visit(end, value(leaf.value()));
            }
        } else if (node != null) {
            visitor.visit(at, value(node));
        }
    }

    /**
     * Whether both trees have the very same values (by identity, in order) under a prefix. Cheap when one tree came from
     * the other: what they share is not looked at.
     */
    boolean sameUnder(byte[] prefix, RadixTree<V> other) {
        return root == other.root || RadixComparison.same(below(root, prefix), below(other.root, prefix));
    }

    /** The key's value below a root, or null. */
    static Object find(Object root, byte[] key) {
        Object node = root;
        int at = 0;
        while (node instanceof RadixInner inner) {
            if (!inner.labelMatches(key, at)) {
                return null;
            }
            at += inner.labelLength();
            if (at == key.length) {
                return inner.value;
            }
            int child = inner.find(key[at]);
            if (child < 0) {
                return null;
            }
            node = inner.children[child];
            at++;
        }
        if (node instanceof RadixLeaf leaf) {
            byte[] label = leaf.label();
            return Arrays.equals(label, 0, label.length, key, at, key.length) ? leaf.value() : null;
        }
        return at == key.length ? node : null;
    }

    /** The node that has all keys with the prefix below it and no others, or null. */
    static Object below(Object root, byte[] prefix) {
        Object node = root;
        int at = 0;
        while (node instanceof RadixInner inner) {
            int common = inner.commonWith(prefix, at);
            at += common;
            if (at == prefix.length) {
                return inner;
            }
            int child = common < inner.labelLength() ? -1 : inner.find(prefix[at]);
            if (child < 0) {
                return null;
            }
            node = inner.children[child];
            at++;
        }
        if (node instanceof RadixLeaf leaf) {
            int rest = prefix.length - at;
            byte[] label = leaf.label();
            return rest <= label.length && Arrays.equals(label, 0, rest, prefix, at, prefix.length) ? leaf : null;
        }
        return at == prefix.length ? node : null;
    }

    @SuppressWarnings("unchecked") // only put() brings values into a tree, and it takes none but V
    private V value(Object value) {
        return (V) value;
    }

    @Override
    public String toString() {
        return "RadixTree of " + size + " keys";
    }

    /** Takes the keys on the way to another key. */
    interface PrefixVisitor<V> {
        void visit(int length, V value);
    }

    /** Keeps the last prefix visited. */
    static final class LongestPrefix<V> implements PrefixVisitor<V> {
        int length;
        V value;

        @Override
        public void visit(int visitedLength, V visited) {
            length = visitedLength;
            value = Objects.requireNonNull(visited);
        }
    }
}
