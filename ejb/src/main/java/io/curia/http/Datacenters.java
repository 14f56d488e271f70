package io.curia.http;

import io.curia.cluster.NodeInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

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
     * Refuses a request for another datacenter.
     *
     * @throws RefusedException with status 500
     */
    public void requireLocal(ReadOptions options) {
        requireLocal(options.datacenter(), List.of());
    }

    /**
     * The name of this datacenter, which an empty one stands for.
     *
     * @throws RefusedException with status 500 if another is asked for
     */
    public String local(String asked) {
        requireLocal(asked, List.of());
        return node.datacenter();
    }

    /**
     * As {@link #requireLocal}, for reads whose answers carry the headers of a query in any case.
     *
     * @throws RefusedException with status 500
     */
    public void requireLocalForQuery(ReadOptions options) {
        requireLocal(options.datacenter(), QueryMeta.NOTHING_READ);
    }

    /**
     * Refuses another datacenter by an answer with these headers.
     *
     * @throws RefusedException with status 500
     */
    public void requireLocal(String asked, List<Header> headers) {
        if (!asked.isEmpty() && !asked.equals(node.datacenter())) {
            throw new RefusedException(Answer.text(500, "No path to datacenter", headers));
        }
    }
}
