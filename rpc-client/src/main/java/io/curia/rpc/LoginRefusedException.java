package io.curia.rpc;

import java.io.IOException;

/** A server has not let the user in: the password is wrong, or it knows no such user. Nothing was asked of it. */
public final class LoginRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which server, which user
     * @param cause what told it
     */
    public LoginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
