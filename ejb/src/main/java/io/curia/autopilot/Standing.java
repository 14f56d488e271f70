package io.curia.autopilot;

/** How a server stands among the members of the cluster. */
public enum Standing {
    /** It is connected. */
    ALIVE("alive", "alive"),
    /** It is a member that cannot be reached. */
    FAILED("failed", "failed"),
    /** It votes, but no member has met it. */
    UNKNOWN("unknown", "none");

    private final String nodeStatus;
    private final String serfStatus;

    Standing(String nodeStatus, String serfStatus) {
        this.nodeStatus = nodeStatus;
        this.serfStatus = serfStatus;
    }

    /** What the API calls it in the state of the autopilot. */
    public String nodeStatus() {
        return nodeStatus;
    }

    /** What the API calls it in the health of the servers. */
    public String serfStatus() {
        return serfStatus;
    }
}
