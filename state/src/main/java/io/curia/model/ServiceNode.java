package io.curia.model;

import static io.curia.model.Trait.Plain.NULL_AS_EMPTY;
import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.UNFILTERED;

import java.util.List;
import java.util.Objects;

/**
 * An instance of a service together with its node, as reads of the catalog give it.
 *
 * @param node the node as it is now
 * @param service the instance; answers show its indexes
 */
public record ServiceNode(Node node, NodeService service) {
    /** The fields of both, flat, as they are shown. */
    public static final List<Field<ServiceNode>> FIELDS = new Shape.Fields<ServiceNode>()
            .part("ID", ServiceNode::node, Node.ID)
            .part("Node", ServiceNode::node, Node.NODE)
            .part("Address", ServiceNode::node, Node.ADDRESS)
            .part("Datacenter", ServiceNode::node, Node.DATACENTER)
            .part("TaggedAddresses", ServiceNode::node, Node.TAGGED_ADDRESSES)
            .part("NodeMeta", ServiceNode::node, Node.META)
            .part("ServiceKind", ServiceNode::service, NodeService.KIND)
            .part("ServiceID", ServiceNode::service, NodeService.ID)
            .part("ServiceName", ServiceNode::service, NodeService.SERVICE)
            .part("ServiceTags", ServiceNode::service, NodeService.TAGS, NULL_AS_EMPTY)
            .part("ServiceAddress", ServiceNode::service, NodeService.ADDRESS)
            .part("ServiceTaggedAddresses", ServiceNode::service, NodeService.TAGGED_ADDRESSES, OMIT_EMPTY)
            .part("ServiceWeights", ServiceNode::service, NodeService.WEIGHTS, new Trait.Shown(Weights.DEFAULT))
            .part("ServiceMeta", ServiceNode::service, NodeService.META, NULL_AS_EMPTY)
            .part("ServicePort", ServiceNode::service, NodeService.PORT)
            .part("ServiceSocketPath", ServiceNode::service, NodeService.SOCKET_PATH)
            .part("ServiceEnableTagOverride", ServiceNode::service, NodeService.ENABLE_TAG_OVERRIDE)
            .part("ServiceProxy", ServiceNode::service, NodeService.PROXY)
            .part("ServiceConnect", ServiceNode::service, NodeService.CONNECT)
            .part("CreateIndex", ServiceNode::service, NodeService.CREATE_INDEX, UNFILTERED)
            .part("ModifyIndex", ServiceNode::service, NodeService.MODIFY_INDEX, UNFILTERED)
            .shown();

    public ServiceNode {
        Objects.requireNonNull(node);
        Objects.requireNonNull(service);
    }
}
