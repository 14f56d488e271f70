package io.curia.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A session: what a client holds locks with, for as long as its node and checks are well (fsm-commands §3, type 3).
 *
 * @param id its UUID
 * @param name for people
 * @param node name of its node
 * @param lockDelay nanoseconds for which a lock it lost may not be taken
 * @param behavior what becomes of its locks: {@code release} or {@code delete}
 * @param ttl time within which it must be renewed, as a duration's text; an empty text for never
 * @param nodeChecks ids of the node's checks it depends on; null and empty differ
 * @param serviceChecks services' checks it depends on; null and empty differ
 * @param checks ids in the older form, which still count; null and empty differ
 * @param createIndex index of the write that created it
 * @param modifyIndex the same, for sessions do not change
 */
public record Session(
        String id,
        String name,
        String node,
        long lockDelay,
        String behavior,
        String ttl,
        List<String> nodeChecks,
        List<SessionServiceCheck> serviceChecks,
        List<String> checks,
        long createIndex,
        long modifyIndex) {
    /** Its locks are given back. */
    public static final String RELEASE = "release";

    /** Its keys are deleted. */
    public static final String DELETE = "delete";

    public Session {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(node);
        Objects.requireNonNull(behavior);
        Objects.requireNonNull(ttl);
        nodeChecks = Lists.copyOf(nodeChecks);
        serviceChecks = Lists.copyOf(serviceChecks);
        checks = Lists.copyOf(checks);
    }

    /** A session of a node that depends on some of its checks, with behaviour {@code release}. */
    public static Session of(String id, String node, List<String> nodeChecks) {
        return new Session(id, "", node, 0, RELEASE, "", nodeChecks, null, null, 0, 0);
    }

    /** Only an id, as destroying one needs it. */
    public static Session ofId(String id) {
        return new Session(id, "", "", 0, "", "", null, null, null, 0, 0);
    }

    /** The same with another id. */
    public Session withId(String newId) {
        return new Session(
                newId,
                name,
                node,
                lockDelay,
                behavior,
                ttl,
                nodeChecks,
                serviceChecks,
                checks,
                createIndex,
                modifyIndex);
    }

    /** The same with another behaviour and lock delay, in nanoseconds. */
    public Session withBehavior(String newBehavior, long newLockDelay) {
        return new Session(
                id,
                name,
                node,
                newLockDelay,
                newBehavior,
                ttl,
                nodeChecks,
                serviceChecks,
                checks,
                createIndex,
                modifyIndex);
    }

    /** The same with other indexes. */
    public Session withIndexes(long newCreateIndex, long newModifyIndex) {
        return new Session(
                id,
                name,
                node,
                lockDelay,
                behavior,
                ttl,
                nodeChecks,
                serviceChecks,
                checks,
                newCreateIndex,
                newModifyIndex);
    }

    /** The ids of all checks it depends on, each once, in the order checks, nodeChecks, serviceChecks. */
    public Set<String> checkIds() {
        var ids = new LinkedHashSet<String>();
        if (checks != null) {
            ids.addAll(checks);
        }
        if (nodeChecks != null) {
            ids.addAll(nodeChecks);
        }
        if (serviceChecks != null) {
            serviceChecks.forEach(check -> ids.add(check.id()));
        }
        return ids;
    }
}
