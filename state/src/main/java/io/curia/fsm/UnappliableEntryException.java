package io.curia.fsm;

/**
 * A committed entry that this server cannot apply: an unknown type without the ignore bit, or a payload that does not
 * decode. Going on would let this server's state diverge, so it stops instead.
 */
public final class UnappliableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnappliableEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}
