package io.curia.client;

import java.io.IOException;

/** A server answered with another status than 200. */
public final class RefusedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    /**
     * @param status the HTTP status
     * @param body the answer's text, shortened
     */
    public RefusedRequestException(int status, String body) {
        super("Unexpected response code: " + status + " (" + body + ")");
        this.status = status;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The answer's text, shortened. */
    public String body() {
        return body;
    }
}
