package io.curia.service.json;

/** A body that is no JSON, or not the JSON that was asked for. The message is the one clients see; no stack trace. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault with its text. */
    public JsonException(String message) {
        super(message, null, false, false);
    }
}
