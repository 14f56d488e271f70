package io.curia.conformance;

/** A step could not be taken or its answer not be read. The message tells the cause in one line. */
public final class PlayException extends Exception {
    private static final long serialVersionUID = 1L;

    PlayException(String message) {
        super(message);
    }

    PlayException(String message, Throwable cause) {
        super(message, cause);
    }
}
