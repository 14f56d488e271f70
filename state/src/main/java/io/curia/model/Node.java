package io.curia.model;

import java.util.Map;
import java.util.Objects;

/**
 * A node of the catalog (state-store §3).
 *
 * @param id its UUID, or an empty text
 * @param node its name, unique without regard to case
 * @param address an IP address or host name
 * @param datacenter where it is
 * @param taggedAddresses other addresses by purpose, such as {@code wan}; null and empty differ
 * @param meta what its owner says about it; null and empty differ
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write that changed it
 */
public record Node(
        String id,
        String node,
        String address,
        String datacenter,
        Map<String, String> taggedAddresses,
        Map<String, String> meta,
        long createIndex,
        long modifyIndex) {
    public Node {
        Objects.requireNonNull(id);
        Objects.requireNonNull(node);
        Objects.requireNonNull(address);
        Objects.requireNonNull(datacenter);
        taggedAddresses = CompactMap.copyOf(taggedAddresses);
        meta = CompactMap.copyOf(meta);
    }

    /** A node with a name and an address only. */
    public static Node of(String node, String address) {
        return new Node("", node, address, "", null, null, 0, 0);
    }

    /** The same with another id. */
    public Node withId(String newId) {
        return new Node(newId, node, address, datacenter, taggedAddresses, meta, createIndex, modifyIndex);
    }

    /** The same with other metadata. */
    public Node withMeta(Map<String, String> newMeta) {
        return new Node(id, node, address, datacenter, taggedAddresses, newMeta, createIndex, modifyIndex);
    }

    /** The same with other indexes. */
    public Node withIndexes(long newCreateIndex, long newModifyIndex) {
        return new Node(id, node, address, datacenter, taggedAddresses, meta, newCreateIndex, newModifyIndex);
    }

    /** Whether all but the indexes is equal, so that writing one over the other changes nothing (state-store §4.2). */
    public boolean sameContent(Node other) {
        return id.equals(other.id)
                && node.equals(other.node)
                && address.equals(other.address)
                && datacenter.equals(other.datacenter)
                && Objects.equals(taggedAddresses, other.taggedAddresses)
                && Objects.equals(meta, other.meta);
    }
}
