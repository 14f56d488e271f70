package io.curia.state.chain;

/** Config entries that contradict each other. Its message is the text clients see. */
public final class ChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChainException(String message) {
        super(message);
    }
}
