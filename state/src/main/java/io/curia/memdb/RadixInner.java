package io.curia.memdb;

import java.util.Arrays;

/**
 * A branching point of a radix tree. Its label and the edges to its children share one array, because at a million keys
 * a second array per node is what hurts; the number of children tells where the label ends.
 *
 * <p>A child is an inner node, a {@link RadixLeaf}, or, where the leaf's label would be empty, the bare value.
 *
 * <p>Only the edit whose generation the node bears may change it, and only until that edit has built its tree.
 */
final class RadixInner {
    private static final int LINEAR_SEARCH_LIMIT = 8;

    /** The edit this node belongs to; see {@link RadixEdit}. */
    final long generation;

    /** The value of the key that ends here, or null. */
    Object value;

    /** Exactly as long as there are children; sorted by edge. */
    Object[] children;

    private byte[] labelAndEdges;

    RadixInner(long generation, byte[] labelAndEdges, Object value, Object[] children) {
        this.generation = generation;
        this.labelAndEdges = labelAndEdges;
        this.value = value;
        this.children = children;
    }

    /** This node as the given generation may change it. */
    RadixInner ownedBy(long owner) {
        return generation == owner ? this : new RadixInner(owner, labelAndEdges, value, children.clone());
    }

    int labelLength() {
        return labelAndEdges.length - children.length;
    }

    int edgeAt(int child) {
        return labelAndEdges[labelLength() + child] & 0xff;
    }

    byte labelByte(int at) {
        return labelAndEdges[at];
    }

    /** How many bytes of the label equal the key's from {@code at} on. */
    int commonWith(byte[] key, int at) {
        int limit = Math.min(labelLength(), key.length - at);
        int mismatch = Arrays.mismatch(labelAndEdges, 0, limit, key, at, at + limit);
        return mismatch < 0 ? limit : mismatch;
    }

    /** Whether the key goes on with the whole label at {@code at}. */
    boolean labelMatches(byte[] key, int at) {
        int length = labelLength();
        if (length == 0) {
            return true;
        }
        return key.length - at >= length && Arrays.equals(labelAndEdges, 0, length, key, at, at + length);
    }

    /** The position of the child behind an edge, or {@code -1 - position} of where it would be. */
    int find(byte edge) {
        byte[] bytes = labelAndEdges;
        int count = children.length;
        int low = bytes.length - count;
        int wanted = edge & 0xff;
        if (count == 256) {
            return wanted;
        }
        if (count <= LINEAR_SEARCH_LIMIT) {
            for (int i = low; i < bytes.length; i++) {
                int here = bytes[i] & 0xff;
                if (here >= wanted) {
                    return here == wanted ? i - low : low - i - 1;
                }
            }
            return -1 - count;
        }
        int from = low;
        int to = bytes.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int here = bytes[middle] & 0xff;
            if (here == wanted) {
                return middle - low;
            }
            if (here < wanted) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return low - from - 1;
    }

    /** Adds a child at the position that {@link #find} named. */
    void insert(int position, byte edge, Object child) {
        int at = labelLength() + position;
        byte[] bytes = new byte[labelAndEdges.length + 1];
        System.arraycopy(labelAndEdges, 0, bytes, 0, at);
        bytes[at] = edge;
        System.arraycopy(labelAndEdges, at, bytes, at + 1, labelAndEdges.length - at);
        Object[] more = new Object[children.length + 1];
        System.arraycopy(children, 0, more, 0, position);
        more[position] = child;
        System.arraycopy(children, position, more, position + 1, children.length - position);
        labelAndEdges = bytes;
        children = more;
    }

    /** Takes a child out. */
    void removeAt(int position) {
        int at = labelLength() + position;
        byte[] bytes = new byte[labelAndEdges.length - 1];
        System.arraycopy(labelAndEdges, 0, bytes, 0, at);
        System.arraycopy(labelAndEdges, at + 1, bytes, at, bytes.length - at);
        Object[] fewer = new Object[children.length - 1];
        System.arraycopy(children, 0, fewer, 0, position);
        System.arraycopy(children, position + 1, fewer, position, fewer.length - position);
        labelAndEdges = bytes;
        children = fewer;
    }

    /** The same branching point, for the given generation, with the first bytes of its label gone. */
    RadixInner withoutLabelHead(long owner, int bytes) {
        return new RadixInner(
                owner, Arrays.copyOfRange(labelAndEdges, bytes, labelAndEdges.length), value, children.clone());
    }

    /** The same branching point, for the given generation, with more bytes before its label. */
    RadixInner withLabelHead(long owner, byte[] head) {
        return new RadixInner(owner, Bytes.concat(head, labelAndEdges), value, children.clone());
    }

    /** The first bytes of the label. */
    byte[] labelHead(int length) {
        return Arrays.copyOf(labelAndEdges, length);
    }

    /** The label and the edge to one child: what its label grows by when this node goes away. */
    byte[] pathTo(int child) {
        byte[] path = labelHead(labelLength() + 1);
        path[path.length - 1] = (byte) edgeAt(child);
        return path;
    }
}
