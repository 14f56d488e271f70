package io.curia.service.txn;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.TxnOp;
import io.curia.service.rows.RowBodies;
import java.util.List;
import java.util.Objects;

/** How clients describe transactions (http-api §5). */
final class TxnBodies {
    private static final JsonReader<TxnOp> KEY = JsonObject.into(Key::new)
            .field("Verb", JsonValues.TEXT, (d, v) -> d.verb = v)
            .field("Key", JsonValues.TEXT, (d, v) -> d.key = v)
            .field("Value", JsonValues.BYTES, (d, v) -> d.value = v)
            .field("Flags", JsonValues.UNSIGNED, (d, v) -> d.flags = v)
            .field("Index", JsonValues.UNSIGNED, (d, v) -> d.index = v)
            .field("Session", JsonValues.TEXT, (d, v) -> d.session = v)
            .ignore("Namespace")
            .build(Key::finish);

    private static final JsonReader<TxnOp> NODE_OP = JsonObject.into(NodeOp::new)
            .field("Verb", JsonValues.TEXT, (d, v) -> d.verb = v)
            .field("Node", RowBodies.NODE, (d, v) -> d.node = v)
            .ignore("Namespace")
            .build(NodeOp::finish);

    private static final JsonReader<TxnOp> SERVICE_OP = JsonObject.into(ServiceOp::new)
            .field("Verb", JsonValues.TEXT, (d, v) -> d.verb = v)
            .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
            .field("Service", RowBodies.SERVICE, (d, v) -> d.service = v)
            .ignore("Namespace")
            .build(ServiceOp::finish);

    private static final JsonReader<TxnOp> CHECK_OP = JsonObject.into(CheckOp::new)
            .field("Verb", JsonValues.TEXT, (d, v) -> d.verb = v)
            .field("Check", RowBodies.CHECK_OF_TRANSACTION, (d, v) -> d.check = v)
            .ignore("Namespace")
            .build(CheckOp::finish);

    private static final JsonReader<TxnOp> OP = JsonObject.into(Op::new)
            .field("KV", KEY, (d, v) -> d.key = v)
            .field("Node", NODE_OP, (d, v) -> d.node = v)
            .field("Service", SERVICE_OP, (d, v) -> d.service = v)
            .field("Check", CHECK_OP, (d, v) -> d.check = v)
            .build(Op::finish);

    /** The operations in order, without those that say nothing. */
    static final JsonReader<List<TxnOp>> OPS =
            JsonValues.list(OP).map(ops -> ops.stream().filter(Objects::nonNull).toList());

    private TxnBodies() {}

    private static final class Key {
        private String verb = "";
        private String key = "";
        private byte[] value;
        private long flags;
        private long index;
        private String session = "";

        private TxnOp finish() {
            ByteString bytes = value == null ? ByteString.EMPTY : ByteString.wrap(value);
            return new TxnOp.OfKey(verb, new KvEntry(ByteString.of(key), bytes, flags, 0, session, 0, index));
        }
    }

    private static final class NodeOp {
        private String verb = "";
        private Node node;

        private TxnOp finish() {
            return new TxnOp.OfNode(verb, node == null ? Node.of("", "") : node);
        }
    }

    private static final class ServiceOp {
        private String verb = "";
        private String node = "";
        private NodeService service;

        private TxnOp finish() {
            return new TxnOp.OfService(verb, node, service == null ? NodeService.of("", "", 0) : service);
        }
    }

    private static final class CheckOp {
        private String verb = "";
        private HealthCheck check;

        private TxnOp finish() {
            return new TxnOp.OfCheck(verb, check == null ? HealthCheck.of("", "", "", "") : check);
        }
    }

    private static final class Op {
        private TxnOp key;
        private TxnOp node;
        private TxnOp service;
        private TxnOp check;

        /** Null if nothing is said; of several the first counts. */
        private TxnOp finish() {
            if (key != null) {
                return key;
            } else if (node != null) {
                return node;
            }
            return service != null ? service : check;
        }
    }
}
