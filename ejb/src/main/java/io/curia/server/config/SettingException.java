package io.curia.server.config;

/** A setting that is unknown, has a bad value, or does not fit another; the message is one line that names it. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
