package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * Why one operation of a transaction failed.
 *
 * @param opIndex which operation, from 0
 * @param what the text that clients see
 */
public record TxnError(int opIndex, String what) {
    private static final Shape.Fields<TxnError> FIELDS = new Shape.Fields<>();
    private static final Whole<TxnError> OP_INDEX = FIELDS.int32("OpIndex", TxnError::opIndex);
    private static final Value<TxnError, String> WHAT = FIELDS.text("What", TxnError::what);

    /** Its fields. */
    public static final Shape<TxnError> SHAPE =
            FIELDS.make(draft -> new TxnError((int) draft.get(OP_INDEX), draft.get(WHAT)));

    public TxnError {
        Objects.requireNonNull(what);
    }
}
