package io.curia.filter;

/** An expression that cannot be used. The message is the one clients see after a prefix; no stack trace. */
public final class FilterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FilterException(String message) {
        super(message, null, false, false);
    }
}
