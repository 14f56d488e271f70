package io.curia.model;

import io.curia.model.Field.Int;
import io.curia.model.Field.Text;
import java.util.Objects;

/**
 * Why one operation of a transaction failed.
 *
 * @param opIndex which operation, from 0
 * @param what the text that clients see
 */
public record TxnError(int opIndex, String what) {
    private static final Shape.Fields<TxnError> FIELDS = new Shape.Fields<>();
    private static final Int<TxnError> OP_INDEX = FIELDS.int32("OpIndex", TxnError::opIndex);
    private static final Text<TxnError> WHAT = FIELDS.text("What", TxnError::what);

    /** Its fields. */
    public static final Shape<TxnError> SHAPE =
            FIELDS.make(draft -> new TxnError(draft.get(OP_INDEX), draft.get(WHAT)));

    public TxnError {
        Objects.requireNonNull(what);
    }
}
