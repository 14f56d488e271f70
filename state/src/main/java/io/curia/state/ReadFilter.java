package io.curia.state;

import io.curia.model.Node;
import io.curia.model.NodeService;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which rows a read of the catalog shows. It does not change the index of the read.
 *
 * @param tags all of which an instance must have, without regard to case; may be empty
 * @param nodeMeta all of which its node must say about itself; may be empty
 */
public record ReadFilter(List<String> tags, Map<String, String> nodeMeta) {
    /** Everything. */
    public static final ReadFilter ALL = new ReadFilter(List.of(), Map.of());

    public ReadFilter {
        Objects.requireNonNull(tags);
        Objects.requireNonNull(nodeMeta);
    }

    /** What a node must say about itself. */
    public static ReadFilter ofNodeMeta(Map<String, String> nodeMeta) {
        return new ReadFilter(List.of(), nodeMeta);
    }

    /** Whether an instance has all the tags. */
    boolean accepts(NodeService service) {
        if (tags.isEmpty()) {
            return true;
        }
        var own = service.tags() == null ? List.<String>of() : service.tags();
        return tags.stream().allMatch(tag -> own.stream().anyMatch(tag::equalsIgnoreCase));
    }

    /** Whether a node, which may be absent, says everything wanted. */
    boolean accepts(Node node) {
        if (nodeMeta.isEmpty()) {
            return node != null;
        }
        return node != null
                && node.meta() != null
                && nodeMeta.entrySet().stream()
                        .allMatch(pair -> pair.getValue().equals(node.meta().get(pair.getKey())));
    }
}
