package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.Session;
import io.curia.model.SessionServiceCheck;
import java.util.List;

/** Session (fsm-commands §3, type 3). */
public final class SessionCodec {
    private static final StructCodec<SessionServiceCheck, ?> SERVICE_CHECK = StructCodec.of(
                    CheckDraft::new, CheckDraft::finish)
            .string("ID", SessionServiceCheck::id, (draft, value) -> draft.id = value)
            .string("Namespace", SessionServiceCheck::namespace, (draft, value) -> draft.namespace = value)
            .build();

    /** The struct. */
    public static final StructCodec<Session, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("ID", Session::id, (draft, value) -> draft.id = value)
            .string("Name", Session::name, (draft, value) -> draft.name = value)
            .string("Node", Session::node, (draft, value) -> draft.node = value)
            .int64("LockDelay", Session::lockDelay, (draft, value) -> draft.lockDelay = value)
            .string("Behavior", Session::behavior, (draft, value) -> draft.behavior = value)
            .string("TTL", Session::ttl, (draft, value) -> draft.ttl = value)
            .strings("NodeChecks", Session::nodeChecks, (draft, value) -> draft.nodeChecks = value)
            .list("ServiceChecks", Session::serviceChecks, (draft, value) -> draft.serviceChecks = value, SERVICE_CHECK)
            .strings("Checks", Session::checks, (draft, value) -> draft.checks = value)
            .uint64("CreateIndex", Session::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", Session::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private SessionCodec() {}

    private static final class CheckDraft {
        private String id = "";
        private String namespace = "";

        private SessionServiceCheck finish() {
            return new SessionServiceCheck(id, namespace);
        }
    }

    private static final class Draft {
        private String id = "";
        private String name = "";
        private String node = "";
        private long lockDelay;
        private String behavior = "";
        private String ttl = "";
        private List<String> nodeChecks;
        private List<SessionServiceCheck> serviceChecks;
        private List<String> checks;
        private long createIndex;
        private long modifyIndex;

        private Session finish() {
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
                    createIndex,
                    modifyIndex);
        }
    }
}
