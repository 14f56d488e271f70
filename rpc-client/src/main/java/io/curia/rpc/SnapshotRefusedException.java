package io.curia.rpc;

import java.io.IOException;

/** A server has refused; the message says why, in the words of the HTTP API where that has any. */
public final class SnapshotRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message why */
    public SnapshotRefusedException(String message) {
        super(message);
    }

    /**
     * @param message why
     * @param cause what told it
     */
    public SnapshotRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
