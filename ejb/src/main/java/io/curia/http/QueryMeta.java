package io.curia.http;

import io.curia.raft.api.ReadGrant;
import java.util.List;

/** The headers that tell a client which state a query was answered from (http-api §1.2). */
public final class QueryMeta {
    private static final Header KNOWN_LEADER = new Header("X-Consul-Knownleader", "true");
    private static final Header NO_KNOWN_LEADER = new Header("X-Consul-Knownleader", "false");
    private static final Header NO_LAST_CONTACT = new Header("X-Consul-Lastcontact", "0");
    private static final Header BACKEND = new Header("X-Consul-Query-Backend", "blocking-query");

    /** What a query carries that was refused before it read anything. */
    public static final List<Header> NOTHING_READ =
            List.of(new Header("X-Consul-Index", "1"), NO_KNOWN_LEADER, NO_LAST_CONTACT, BACKEND);

    private QueryMeta() {}

    /** The headers that tell of the leader alone, for what has no index. */
    public static List<Header> contact(ReadGrant grant) {
        long lastContact = Math.max(grant.lastContactMs(), 0);
        return List.of(
                grant.knownLeader() ? KNOWN_LEADER : NO_KNOWN_LEADER,
                lastContact == 0 ? NO_LAST_CONTACT : new Header("X-Consul-Lastcontact", Long.toString(lastContact)));
    }

    /** The headers for a result at {@code index}; 0 is told as 1, for a client that waits on 0 would never wait. */
    public static List<Header> headers(long index, ReadGrant grant) {
        long lastContact = Math.max(grant.lastContactMs(), 0);
        return List.of(
                new Header("X-Consul-Index", index == 0 ? "1" : Long.toUnsignedString(index)),
                grant.knownLeader() ? KNOWN_LEADER : NO_KNOWN_LEADER,
                lastContact == 0 ? NO_LAST_CONTACT : new Header("X-Consul-Lastcontact", Long.toString(lastContact)),
                BACKEND);
    }
}
