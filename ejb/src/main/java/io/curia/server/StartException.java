package io.curia.server;

/** What the server runs on does not let it start; the message is one line with cause and remedy. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
