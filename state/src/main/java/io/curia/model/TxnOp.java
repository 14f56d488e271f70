package io.curia.model;

import java.util.Objects;
import java.util.Set;

/** One operation of a transaction: a verb and what it is about (fsm-commands §3, type 8). */
public sealed interface TxnOp {
    /** The name of what is done, which may be an unknown one. */
    String verb();

    /** Whether the verb is a known one that changes nothing. */
    default boolean isRead() {
        return verb().equals("get");
    }

    /** Whether the verb is a known one that may change something. */
    default boolean isWrite() {
        return Verbs.CATALOG_WRITES.contains(verb());
    }

    /** Whether the verb is a known one that takes away and adds nothing. */
    default boolean isDelete() {
        return isWrite() && verb().startsWith("delete");
    }

    /**
     * An operation on a key or a tree of keys.
     *
     * @param verb what is done
     * @param entry the key, or prefix, and what the verb needs besides; compare-and-sets and checks expect its modifyIndex
     */
    record OfKey(String verb, KvEntry entry) implements TxnOp {
        public OfKey {
            Objects.requireNonNull(verb);
            Objects.requireNonNull(entry);
        }

        @Override
        public boolean isRead() {
            return Verbs.KEY_READS.contains(verb);
        }

        @Override
        public boolean isWrite() {
            return Verbs.KEY_WRITES.contains(verb);
        }
    }

    /**
     * An operation on a node.
     *
     * @param verb what is done
     * @param node the node, of which reads and deletes need the name only, or the id to get it by that
     */
    record OfNode(String verb, Node node) implements TxnOp {
        public OfNode {
            Objects.requireNonNull(verb);
            Objects.requireNonNull(node);
        }
    }

    /**
     * An operation on an instance of a service.
     *
     * @param verb what is done
     * @param node name of its node
     * @param service the instance, of which reads and deletes need the id only
     */
    record OfService(String verb, String node, NodeService service) implements TxnOp {
        public OfService {
            Objects.requireNonNull(verb);
            Objects.requireNonNull(node);
            Objects.requireNonNull(service);
        }
    }

    /**
     * An operation on a check.
     *
     * @param verb what is done
     * @param check the check, of which reads and deletes need node and id only
     */
    record OfCheck(String verb, HealthCheck check) implements TxnOp {
        public OfCheck {
            Objects.requireNonNull(verb);
            Objects.requireNonNull(check);
        }
    }

    /**
     * An operation on a session, which no client can ask for.
     *
     * @param verb what is done
     * @param session the session, of which its id is needed only
     */
    record OfSession(String verb, Session session) implements TxnOp {
        public OfSession {
            Objects.requireNonNull(verb);
            Objects.requireNonNull(session);
        }

        @Override
        public boolean isRead() {
            return false;
        }

        @Override
        public boolean isWrite() {
            return verb.equals("delete");
        }
    }

    /** An operation that says nothing. */
    record OfNothing() implements TxnOp {
        @Override
        public String verb() {
            return "";
        }
    }

    /** The verbs there are. */
    final class Verbs {
        private static final Set<String> KEY_READS =
                Set.of("get", "get-or-empty", "get-tree", "check-index", "check-session", "check-not-exists");
        private static final Set<String> KEY_WRITES =
                Set.of("set", "cas", "lock", "unlock", "delete", "delete-cas", "delete-tree");
        private static final Set<String> CATALOG_WRITES = Set.of("set", "cas", "delete", "delete-cas");

        private Verbs() {}
    }
}
