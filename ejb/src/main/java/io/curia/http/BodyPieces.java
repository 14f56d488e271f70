package io.curia.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A body that is made while it is sent, and belongs to one request. To be closed whatever becomes of the request. Who
 * does not ask for the next piece in time loses it: {@code LargeAnswers}. For use by one thread at a time, but
 * for {@link #close} and {@link #onLost}.
 */
public interface BodyPieces extends AutoCloseable {
    /**
     * The next bytes, not to be changed; null at the end.
     *
     * @throws IOException if the body was lost
     */
    ByteBuffer next() throws IOException;

    /** Runs the task, once and soon, if the body is lost before it is closed; it must then not look complete. */
    void onLost(Runnable task);

    /** Gives back what the body holds. Idempotent. */
    @Override
    void close();
}
