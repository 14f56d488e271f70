package io.curia.model;

import java.util.List;

/**
 * The outcome of a transaction: what its operations found and made, in their order, or why some of them failed, in which
 * case nothing has changed.
 *
 * @param results empty if there are errors; an operation may add any number of them
 * @param errors empty if all went well
 */
public record TxnResponse(List<TxnResult> results, List<TxnError> errors) {
    public TxnResponse {
        results = List.copyOf(results);
        errors = List.copyOf(errors);
    }
}
