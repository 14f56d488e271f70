package io.curia.json;

/** Text that is no JSON, or not of the types that are asked for. The message is the one clients see; no stack trace. */
public final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault with its text. */
    public MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
