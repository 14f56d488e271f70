package io.curia.snapshot;

import java.io.IOException;

/** What is wrong with an archive, in the words of snapshot-format §1; the text is what clients see. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message the text for clients */
    public ArchiveException(String message) {
        super(message);
    }

    /**
     * @param message the text for clients
     * @param cause what revealed it
     */
    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
