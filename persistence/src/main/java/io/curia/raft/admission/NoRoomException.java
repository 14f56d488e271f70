package io.curia.raft.admission;

import java.io.IOException;

/** A state takes more heap than there is for it. */
public final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says so to the operator. */
    public NoRoomException(String message) {
        super(message);
    }
}
