package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<Session> FIELDS = new Shape.Fields<>();
    public static final Value<Session, String> ID = FIELDS.text("ID", Session::id);
    public static final Value<Session, String> NAME = FIELDS.text("Name", Session::name);
    public static final Value<Session, String> NODE = FIELDS.text("Node", Session::node);
    public static final Whole<Session> LOCK_DELAY = FIELDS.nanos("LockDelay", Session::lockDelay);
    public static final Value<Session, String> BEHAVIOR = FIELDS.text("Behavior", Session::behavior);
    public static final Value<Session, String> TTL = FIELDS.text("TTL", Session::ttl);
    public static final Value<Session, List<String>> NODE_CHECKS = FIELDS.texts("NodeChecks", Session::nodeChecks);
    public static final Value<Session, List<SessionServiceCheck>> SERVICE_CHECKS =
            FIELDS.rows("ServiceChecks", Session::serviceChecks, SessionServiceCheck.SHAPE);
    public static final Value<Session, List<String>> CHECKS = FIELDS.texts("Checks", Session::checks, OMIT_EMPTY);
    public static final Whole<Session> CREATE_INDEX = FIELDS.index("CreateIndex", Session::createIndex);
    public static final Whole<Session> MODIFY_INDEX = FIELDS.index("ModifyIndex", Session::modifyIndex);

    /** Its fields. */
    public static final Shape<Session> SHAPE = FIELDS.make(draft -> new Session(
            draft.get(ID),
            draft.get(NAME),
            draft.get(NODE),
            draft.get(LOCK_DELAY),
            draft.get(BEHAVIOR),
            draft.get(TTL),
            draft.get(NODE_CHECKS),
            draft.get(SERVICE_CHECKS),
            draft.get(CHECKS),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

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
        return SHAPE.draft(this).set(ID, newId).build();
    }

    /** The same with another behaviour and lock delay, in nanoseconds. */
    public Session withBehavior(String newBehavior, long newLockDelay) {
        return SHAPE.draft(this)
                .set(LOCK_DELAY, newLockDelay)
                .set(BEHAVIOR, newBehavior)
                .build();
    }

    /** The same with other indexes. */
    public Session withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
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
