package io.curia.http;

/** Which state an endpoint reads or writes. */
public enum ConsistencyRule {
    /** None: it is about this server only, or about what the log itself knows. */
    NONE("none"),
    /** The one that the client chooses: by default, {@code stale} or {@code consistent}. */
    CHOSEN("the client's choice"),
    /** Through the log, or asked of the leader. */
    LEADER("the leader's");

    private final String shown;

    ConsistencyRule(String shown) {
        this.shown = shown;
    }

    @Override
    public String toString() {
        return shown;
    }
}
