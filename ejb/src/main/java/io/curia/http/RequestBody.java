package io.curia.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A request's body, read up to a limit. Not to be changed once made. */
public final class RequestBody {
    private static final byte[] NO_BYTES = {};

    /** No body. */
    public static final RequestBody NONE = new RequestBody(0, NO_BYTES, false, null);

    private final long declaredLength;
    private final byte[] bytes;
    private final boolean tooLong;
    private final InputStream stream;

    private RequestBody(long declaredLength, byte[] bytes, boolean tooLong, InputStream stream) {
        this.declaredLength = declaredLength;
        this.bytes = bytes;
        this.tooLong = tooLong;
        this.stream = stream;
    }

    /** A body that is in memory already; the array is not copied. */
    public static RequestBody of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new RequestBody(bytes.length, bytes, false, null);
    }

    /**
     * A body that is in memory already; the array is not copied.
     *
     * @param declaredLength the Content-Length; -1 when the client gave none
     */
    public static RequestBody of(long declaredLength, byte[] bytes) {
        return new RequestBody(declaredLength, bytes, false, null);
    }

    /** A body that is still to be read, by one thread. */
    public static RequestBody streamed(InputStream stream) {
        return new RequestBody(-1, NO_BYTES, false, Objects.requireNonNull(stream));
    }

    /** The body that is still to be read; an empty one if it is not of this kind. */
    public InputStream stream() {
        return stream == null ? InputStream.nullInputStream() : stream;
    }

    /** The same body for an endpoint that takes at most {@code limit} bytes. */
    public RequestBody within(int limit) {
        return tooLong || bytes.length <= limit ? this : unread(declaredLength);
    }

    /** A body that was not read, because its declared length in bytes says that it is too long. */
    public static RequestBody unread(long declaredLength) {
        return new RequestBody(declaredLength, NO_BYTES, true, null);
    }

    /**
     * Reads a body of at most {@code limit} bytes. A longer one is read no further than one byte beyond the limit, and
     * not at all when its declared length already says so.
     *
     * @param declaredLength the Content-Length; -1 when the client gave none
     * @throws IOException if the body cannot be read or ends early
     */
    public static RequestBody read(InputStream in, long declaredLength, int limit) throws IOException {
        if (declaredLength > limit) {
            return unread(declaredLength);
        }
        if (declaredLength == 0) {
            return NONE;
        }
        if (declaredLength > 0) {
            byte[] bytes = in.readNBytes((int) declaredLength);
            if (bytes.length < declaredLength) {
                throw new IOException("unexpected EOF");
            }
            return new RequestBody(declaredLength, bytes, false, null);
        }
        byte[] bytes = in.readNBytes(limit + 1);
        return bytes.length > limit ? unread(-1) : new RequestBody(-1, bytes, false, null);
    }

    /** The Content-Length in bytes; -1 when the client gave none. */
    public long declaredLength() {
        return declaredLength;
    }

    /** Whether the body is longer than the limit it was read with; then {@link #bytes()} is empty. */
    public boolean isTooLong() {
        return tooLong;
    }

    /** The whole body, not a copy; never null. */
    public byte[] bytes() {
        return bytes;
    }
}
