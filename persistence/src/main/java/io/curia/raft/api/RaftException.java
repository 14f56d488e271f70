package io.curia.raft.api;

import java.util.Objects;

/** A proposal or a read that Raft could not serve; the {@link Kind} says what the caller may conclude from it. */
public class RaftException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What happened, and whether the command may have taken effect. */
    public enum Kind {
        /** No leader became known in time; the command was not proposed. */
        NO_LEADER,
        /** Too many bytes or entries wait to be committed; the command was not proposed. */
        OVERLOADED,
        /** The state has no room in the heap for what the command would add; it was not proposed. */
        FULL,
        /** The leader changed or left while the command was under way: it may or may not have been applied. */
        INDETERMINATE,
        /** The log could not be written (disk full, I/O error); the command was not acknowledged. */
        STORAGE,
        /** What was asked for cannot be, and nothing was changed; the message says why. */
        REFUSED,
        /** This server is shutting down. */
        SHUTDOWN
    }

    private final Kind kind;

    public RaftException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    public RaftException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What the caller may conclude; never null. */
    public Kind kind() {
        return kind;
    }
}
