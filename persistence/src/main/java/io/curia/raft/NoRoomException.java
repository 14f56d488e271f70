package io.curia.raft;

import java.io.IOException;

/** A state takes more heap than there is for it. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }
}
