package io.curia.memdb;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks a tree that does not change, in key order. */
final class RadixIterator<V> implements Iterator<V> {
    private static final int USUAL_DEPTH = 8;

    private RadixInner[] path = new RadixInner[USUAL_DEPTH];
    private int[] nextChild = new int[USUAL_DEPTH];
    private int depth;
    private Object next;

    private RadixIterator() {}

    /** Over all values below a node; null for none. */
    static <V> RadixIterator<V> over(Object node) {
        var iterator = new RadixIterator<V>();
        iterator.enterOrAdvance(node);
        return iterator;
    }

    /** Over the values whose keys are not before the bound. */
    static <V> RadixIterator<V> from(Object root, byte[] bound) {
        var iterator = new RadixIterator<V>();
        iterator.seek(root, bound);
        return iterator;
    }

    private void seek(Object root, byte[] bound) {
        Object node = root;
        int at = 0;
        while (node instanceof RadixInner inner && at < bound.length) {
            int common = inner.commonWith(bound, at);
            at += common;
            if (at == bound.length) {
                break;
            }
            if (common < inner.labelLength()) {
                boolean before = (inner.labelByte(common) & 0xff) < (bound[at] & 0xff);
                enterOrAdvance(before ? null : inner);
                return;
            }
            int child = inner.find(bound[at]);
            if (child < 0) {
                push(inner, -1 - child);
                advance();
                return;
            }
            push(inner, child + 1);
            node = inner.children[child];
            at++;
        }
        enterOrAdvance(isBefore(node, bound, at) ? null : node);
    }

    private static boolean isBefore(Object node, byte[] bound, int at) {
        if (at == bound.length || node instanceof RadixInner) {
            return false;
        }
        byte[] label = node instanceof RadixLeaf leaf ? leaf.label() : Bytes.NONE;
        return Arrays.compareUnsigned(label, 0, label.length, bound, at, bound.length) < 0;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    @SuppressWarnings("unchecked") // over() and from() are called with nodes of trees of V
    public V next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        V value = (V) next;
        advance();
        return value;
    }

    private void enterOrAdvance(Object node) {
        next = enter(node);
        if (next == null) {
            advance();
        }
    }

    private void advance() {
        while (depth > 0) {
            RadixInner inner = path[depth - 1];
            int child = nextChild[depth - 1]++;
            if (child == inner.children.length) {
                path[--depth] = null;
                continue;
            }
            next = enter(inner.children[child]);
            if (next != null) {
                return;
            }
        }
        next = null;
    }

    /** Goes into a node; gives the value that comes first there, null if that is one of its children's. */
    private Object enter(Object node) {
        if (node instanceof RadixInner inner) {
            push(inner, 0);
            return inner.value;
        }
        return node instanceof RadixLeaf leaf ? leaf.value() : node;
    }

    private void push(RadixInner inner, int child) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            nextChild = Arrays.copyOf(nextChild, depth * 2);
        }
        path[depth] = inner;
        nextChild[depth++] = child;
    }
}
