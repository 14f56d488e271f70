package io.curia.service;

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

    /** For the container's proxy only. */
    protected Datacenters() {
        this(null);
    }

    /**
     * Refuses a request for another datacenter.
     *
     * @throws RefusedException with status 500
     */
    void requireLocal(ReadOptions options) {
        String asked = options.datacenter();
        if (!asked.isEmpty() && !asked.equals(node.datacenter())) {
            throw RefusedException.text(500, "No path to datacenter");
        }
    }
}
