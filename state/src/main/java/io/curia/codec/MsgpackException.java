package io.curia.codec;

/** Bytes that are not the msgpack value expected: cut short, of another type, nested too deeply, or out of range. */
public final class MsgpackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MsgpackException(String message) {
        super(message);
    }

    public MsgpackException(String message, Throwable cause) {
        super(message, cause);
    }
}
