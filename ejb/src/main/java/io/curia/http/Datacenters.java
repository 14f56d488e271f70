package io.curia.http;

import io.curia.cluster.NodeInfo;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Which datacenters requests can be sent to: this one. Safe for use by any thread. */
@ApplicationScoped
public class Datacenters {
    private final NodeInfo node;

    /** Made by the container, or by hand. */
    @Inject
    public Datacenters(NodeInfo node) {
        this.node = node;
    }

    /**
     * The name of this datacenter, which an empty one stands for.
     *
     * @throws Refusal if another is asked for
     */
    public String local(String asked) {
        requireLocal(asked);
        return node.datacenter();
    }

    /**
     * Refuses another datacenter; an empty name is that of this one.
     *
     * @throws Refusal if another is asked for
     */
    public void requireLocal(String asked) {
        if (!asked.isEmpty() && !asked.equals(node.datacenter())) {
            throw Refusal.elsewhere();
        }
    }
}
