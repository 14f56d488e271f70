package io.curia.files;

/** A file is of a format that only newer versions know; the message is one line that says which and what to do. */
public final class UnknownFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownFormatException(String message) {
        super(message);
    }
}
