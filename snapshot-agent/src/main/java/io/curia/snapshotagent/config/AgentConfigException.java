package io.curia.snapshotagent.config;

/** A configuration that an agent cannot work with; the message is one line that names the place. */
public final class AgentConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public AgentConfigException(String message) {
        super(message);
    }

    public AgentConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
