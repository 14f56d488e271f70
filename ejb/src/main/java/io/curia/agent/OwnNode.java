package io.curia.agent;

import io.curia.model.Node;
import java.util.Map;
import java.util.TreeMap;

/** What the catalog is to say of the node this agent runs on. */
final class OwnNode {
    private OwnNode() {}

    /**
     * The node with all its addresses and metadata.
     *
     * @param meta what its operator calls it by
     */
    static Node of(String id, String name, String address, String datacenter, Map<String, String> meta) {
        var tagged = new TreeMap<String, String>();
        String family = address.indexOf(':') < 0 ? "_ipv4" : "_ipv6";
        for (var network : new String[] {"lan", "wan"}) {
            tagged.put(network, address);
            tagged.put(network + family, address);
        }
        var all = new TreeMap<>(meta);
        all.put("consul-network-segment", "");
        return new Node(id, name, address, datacenter, tagged, all, 0, 0);
    }
}
