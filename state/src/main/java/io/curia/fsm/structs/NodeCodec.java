package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.Node;
import java.util.Map;

/** Node, as transactions and federation states carry it (fsm-commands §3, type 8). */
public final class NodeCodec {
    /** The struct. */
    public static final StructCodec<Node, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("ID", Node::id, (draft, value) -> draft.id = value)
            .string("Node", Node::node, (draft, value) -> draft.node = value)
            .string("Address", Node::address, (draft, value) -> draft.address = value)
            .string("Datacenter", Node::datacenter, (draft, value) -> draft.datacenter = value)
            .stringMap("TaggedAddresses", Node::taggedAddresses, (draft, value) -> draft.taggedAddresses = value)
            .stringMap("Meta", Node::meta, (draft, value) -> draft.meta = value)
            .uint64("CreateIndex", Node::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", Node::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private NodeCodec() {}

    private static final class Draft {
        private String id = "";
        private String node = "";
        private String address = "";
        private String datacenter = "";
        private Map<String, String> taggedAddresses;
        private Map<String, String> meta;
        private long createIndex;
        private long modifyIndex;

        private Node finish() {
            return new Node(id, node, address, datacenter, taggedAddresses, meta, createIndex, modifyIndex);
        }
    }
}
