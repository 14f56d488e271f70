package io.curia.web.port;

import java.io.IOException;

/** Bytes that are no request, or not one whose end is certain. The message is for the client. */
final class BadRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequestException(String message) {
        this(400, message);
    }

    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status that says so. */
    int status() {
        return status;
    }
}
