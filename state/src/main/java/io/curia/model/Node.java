package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<Node> FIELDS = new Shape.Fields<>();
    public static final Value<Node, String> ID = FIELDS.text("ID", Node::id);
    public static final Value<Node, String> NODE = FIELDS.text("Node", Node::node);
    public static final Value<Node, String> ADDRESS = FIELDS.text("Address", Node::address);
    public static final Value<Node, String> DATACENTER = FIELDS.text("Datacenter", Node::datacenter);
    public static final Value<Node, Map<String, String>> TAGGED_ADDRESSES =
            FIELDS.textMap("TaggedAddresses", Node::taggedAddresses);
    public static final Value<Node, Map<String, String>> META = FIELDS.textMap("Meta", Node::meta);
    public static final Whole<Node> CREATE_INDEX = FIELDS.index("CreateIndex", Node::createIndex);
    public static final Whole<Node> MODIFY_INDEX = FIELDS.index("ModifyIndex", Node::modifyIndex);

    /** Its fields. */
    public static final Shape<Node> SHAPE = FIELDS.make(draft -> new Node(
            draft.get(ID),
            draft.get(NODE),
            draft.get(ADDRESS),
            draft.get(DATACENTER),
            draft.get(TAGGED_ADDRESSES),
            draft.get(META),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

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
        return SHAPE.draft(this).set(ID, newId).build();
    }

    /** The same with other metadata. */
    public Node withMeta(Map<String, String> newMeta) {
        return SHAPE.draft(this).set(META, newMeta).build();
    }

    /** The same with other indexes. */
    public Node withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }

    /** Whether all but the indexes is equal, so that writing one over the other changes nothing (state-store §4.2). */
    public boolean sameContent(Node other) {
        return SHAPE.sameContent(this, other);
    }
}
