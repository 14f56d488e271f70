package io.curia.model;

import java.util.Objects;

/**
 * Why one operation of a transaction failed.
 *
 * @param opIndex which operation, from 0
 * @param what the text that clients see
 */
public record TxnError(int opIndex, String what) {
    public TxnError {
        Objects.requireNonNull(what);
    }
}
