package io.curia.cli.command;

/** A command cannot do what it was asked; the message is all that is printed. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message one line, for the user */
    public CommandFailure(String message) {
        super(message);
    }

    /**
     * @param message one line, for the user
     * @param cause what revealed it
     */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
