package io.curia.raft.hazelcast;

/** This server's data directory may not take part any more; the message is what speaks against it. */
public final class GivenUpException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** @param reason in the words of the server that has told so */
    public GivenUpException(String reason) {
        super(reason);
    }
}
