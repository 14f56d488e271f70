package io.curia.raft.api;

import java.util.Objects;

/**
 * A change of who votes or leads that cannot be made as it was asked for; nothing was changed. Its {@link #kind} is {@link
 * RaftException.Kind#REFUSED}.
 */
public final class VotersException extends RaftException {
    private static final long serialVersionUID = 1L;

    /** Why it cannot be made. */
    public enum Reason {
        /** No server, or no voter where a voter is needed, has this id. */
        UNKNOWN_SERVER,
        /** The server is known, but cannot be reached now. */
        UNREACHABLE,
        /** Another voter, perhaps one that is lost, still has the address of this server. */
        ADDRESS_TAKEN,
        /** Something else comes first, which the message names; it may be asked for again. */
        NOT_NOW,
        /** The server that was named leads already. */
        LEADS_ALREADY,
        /** There is no other voter that could lead. */
        ONLY_VOTER,
        /** Nobody would vote any more. */
        LAST_VOTER,
        /** The server that was to lead did not take over in time; the old one still leads. */
        TIMED_OUT
    }

    private final Reason reason;

    public VotersException(Reason reason, String message) {
        super(Kind.REFUSED, message);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Why it cannot be made; never null. */
    public Reason reason() {
        return reason;
    }
}
