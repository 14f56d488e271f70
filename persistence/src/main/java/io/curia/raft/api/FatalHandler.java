package io.curia.raft.api;

/** Stops the server: its state can no longer be trusted to follow the log. */
@FunctionalInterface
public interface FatalHandler {
    /**
     * Must end the process, or in a test record that it would have.
     *
     * @param reason one line for the operator: what happened and what to do
     * @param cause may be null
     */
    void onFatal(String reason, Throwable cause);

    /**
     * As {@link #onFatal}, for a server that has only to be started again: it begins anew, without the files that it had.
     *
     * @param reason one line for the operator
     */
    default void onGivenUp(String reason) {
        onFatal(reason, null);
    }
}
