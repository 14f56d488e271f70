package io.curia.agent;

/** The agent refuses what it is asked for; the message is the answer. */
public final class AgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal with its text. */
    public AgentException(String message) {
        super(message, null, false, false);
    }
}
