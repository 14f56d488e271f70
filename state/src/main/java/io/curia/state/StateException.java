package io.curia.state;

/**
 * A write or read that the state refuses. Its message is the text clients see (state-store), the same on every server;
 * the transaction must be aborted.
 */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateException(String message) {
        super(message);
    }

    /** @param cause where the refusal comes from, for logs only */
    public StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
