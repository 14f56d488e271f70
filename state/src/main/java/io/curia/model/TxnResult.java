package io.curia.model;

import java.util.Objects;

/** What one operation of a transaction found or made. */
public sealed interface TxnResult {
    /**
     * A key.
     *
     * @param entry its row, with the value only if that was asked for
     */
    record OfKey(KvEntry entry) implements TxnResult {
        public OfKey {
            Objects.requireNonNull(entry);
        }
    }

    /**
     * A node.
     *
     * @param node its row
     */
    record OfNode(Node node) implements TxnResult {
        public OfNode {
            Objects.requireNonNull(node);
        }
    }

    /**
     * An instance of a service.
     *
     * @param service its row, without its node
     */
    record OfService(NodeService service) implements TxnResult {
        public OfService {
            Objects.requireNonNull(service);
        }
    }

    /**
     * A check.
     *
     * @param check its row
     */
    record OfCheck(HealthCheck check) implements TxnResult {
        public OfCheck {
            Objects.requireNonNull(check);
        }
    }
}
