package io.curia.rpc;

import java.io.IOException;

/** No connection to a server could be made. Nothing was asked of it. */
public final class ServerUnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which server, and why
     * @param cause what told it
     */
    public ServerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
