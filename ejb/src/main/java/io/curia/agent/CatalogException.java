package io.curia.agent;

/** The catalog has refused what this agent has; the message says why. */
final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogException(String message) {
        super(message, null, false, false);
    }
}
