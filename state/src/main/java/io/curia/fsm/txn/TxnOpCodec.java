package io.curia.fsm.txn;

import io.curia.codec.StructCodec;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import io.curia.model.TxnOp;

/** One operation: a struct with a field for each kind of operation, of which one at most is not nil. */
final class TxnOpCodec {
    private static final StructCodec<TxnOp.OfKey, ?> KEY = StructCodec.of(KeyDraft::new, KeyDraft::finish)
            .string("Verb", TxnOp.OfKey::verb, (draft, value) -> draft.verb = value)
            .struct("DirEnt", TxnOp.OfKey::entry, (draft, value) -> draft.entry = value, RowCodecs.KV)
            .build();

    private static final StructCodec<TxnOp.OfNode, ?> NODE = StructCodec.of(NodeDraft::new, NodeDraft::finish)
            .string("Verb", TxnOp.OfNode::verb, (draft, value) -> draft.verb = value)
            .struct("Node", TxnOp.OfNode::node, (draft, value) -> draft.node = value, RowCodecs.NODE)
            .build();

    private static final StructCodec<TxnOp.OfService, ?> SERVICE = StructCodec.of(
                    ServiceDraft::new, ServiceDraft::finish)
            .string("Verb", TxnOp.OfService::verb, (draft, value) -> draft.verb = value)
            .string("Node", TxnOp.OfService::node, (draft, value) -> draft.node = value)
            .struct("Service", TxnOp.OfService::service, (draft, value) -> draft.service = value, RowCodecs.SERVICE)
            .build();

    private static final StructCodec<TxnOp.OfCheck, ?> CHECK = StructCodec.of(CheckDraft::new, CheckDraft::finish)
            .string("Verb", TxnOp.OfCheck::verb, (draft, value) -> draft.verb = value)
            .struct("Check", TxnOp.OfCheck::check, (draft, value) -> draft.check = value, RowCodecs.CHECK)
            .build();

    private static final StructCodec<TxnOp.OfSession, ?> SESSION = StructCodec.of(
                    SessionDraft::new, SessionDraft::finish)
            .string("Verb", TxnOp.OfSession::verb, (draft, value) -> draft.verb = value)
            .struct("Session", TxnOp.OfSession::session, (draft, value) -> draft.session = value, RowCodecs.SESSION)
            .build();

    /** Intentions in transactions are a thing of the past: written as nil, passed over when read. */
    static final StructCodec<TxnOp, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .optional("KV", op -> op instanceof TxnOp.OfKey key ? key : null, Draft::set, KEY)
            .optional("Node", op -> op instanceof TxnOp.OfNode node ? node : null, Draft::set, NODE)
            .optional("Service", op -> op instanceof TxnOp.OfService service ? service : null, Draft::set, SERVICE)
            .optional("Check", op -> op instanceof TxnOp.OfCheck check ? check : null, Draft::set, CHECK)
            .optional("Session", op -> op instanceof TxnOp.OfSession session ? session : null, Draft::set, SESSION)
            .field("Intention", (out, op) -> out.nil(), (in, draft) -> in.skip())
            .build();

    private TxnOpCodec() {}

    private static final class Draft {
        private TxnOp op = new TxnOp.OfNothing();

        private void set(TxnOp value) {
            op = value;
        }

        private TxnOp finish() {
            return op;
        }
    }

    private static final class KeyDraft {
        private String verb = "";
        private KvEntry entry = KvEntry.ofKey(ByteString.EMPTY, 0);

        private TxnOp.OfKey finish() {
            return new TxnOp.OfKey(verb, entry);
        }
    }

    private static final class NodeDraft {
        private String verb = "";
        private Node node = Node.of("", "");

        private TxnOp.OfNode finish() {
            return new TxnOp.OfNode(verb, node);
        }
    }

    private static final class ServiceDraft {
        private String verb = "";
        private String node = "";
        private NodeService service = NodeService.of("", "", 0);

        private TxnOp.OfService finish() {
            return new TxnOp.OfService(verb, node, service);
        }
    }

    private static final class CheckDraft {
        private String verb = "";
        private HealthCheck check = HealthCheck.of("", "", "", "");

        private TxnOp.OfCheck finish() {
            return new TxnOp.OfCheck(verb, check);
        }
    }

    private static final class SessionDraft {
        private String verb = "";
        private Session session = Session.ofId("");

        private TxnOp.OfSession finish() {
            return new TxnOp.OfSession(verb, session);
        }
    }
}
