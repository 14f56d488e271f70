package io.curia.fsm.txn;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.TxnError;
import io.curia.model.TxnResponse;
import io.curia.model.TxnResult;
import java.util.List;

/** The outcome of a transaction as the answer to its command. */
public final class TxnResponseCodec {
    private static final StructCodec<TxnResult, ?> RESULT = StructCodec.of(ResultDraft::new, ResultDraft::finish)
            .optional(
                    "KV",
                    result -> result instanceof TxnResult.OfKey key ? key.entry() : null,
                    (draft, value) -> draft.result = new TxnResult.OfKey(value),
                    RowCodecs.KV)
            .optional(
                    "Node",
                    result -> result instanceof TxnResult.OfNode node ? node.node() : null,
                    (draft, value) -> draft.result = new TxnResult.OfNode(value),
                    RowCodecs.NODE)
            .optional(
                    "Service",
                    result -> result instanceof TxnResult.OfService service ? service.service() : null,
                    (draft, value) -> draft.result = new TxnResult.OfService(value),
                    RowCodecs.SERVICE)
            .optional(
                    "Check",
                    result -> result instanceof TxnResult.OfCheck check ? check.check() : null,
                    (draft, value) -> draft.result = new TxnResult.OfCheck(value),
                    RowCodecs.CHECK)
            .build();

    private static final StructCodec<TxnError, ?> ERROR = StructCodec.of(TxnError.SHAPE);

    private static final StructCodec<TxnResponse, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .list("Results", TxnResponse::results, (draft, value) -> draft.results = value, RESULT)
            .list("Errors", TxnResponse::errors, (draft, value) -> draft.errors = value, ERROR)
            .build();

    private TxnResponseCodec() {}

    /** The bytes of an outcome. */
    public static byte[] encode(TxnResponse response) {
        var out = new MsgpackWriter();
        CODEC.write(out, response);
        return out.toByteArray();
    }

    /**
     * The outcome of some bytes.
     *
     * @throws io.curia.codec.MsgpackException if they are not those of one
     */
    public static TxnResponse decode(byte[] bytes) {
        return CODEC.read(new MsgpackReader(bytes));
    }

    private static final class ResultDraft {
        private TxnResult result;

        private TxnResult finish() {
            return result;
        }
    }

    private static final class Draft {
        private List<TxnResult> results = List.of();
        private List<TxnError> errors = List.of();

        private TxnResponse finish() {
            return new TxnResponse(results, errors);
        }
    }
}
