package io.curia.web;

import io.curia.http.BodyPieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A body that is in memory, in pieces; it is lost on demand. */
final class Slices implements BodyPieces {
    static final int PIECE = 64 * 1024;

    private final byte[] body;
    private final int lostAt;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile boolean closed;
    private int at;

    Slices(byte[] body) {
        this(body, Integer.MAX_VALUE);
    }

    /** @param lostAt how many bytes are given before the body is lost */
    Slices(byte[] body, int lostAt) {
        this.body = body;
        this.lostAt = lostAt;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public ByteBuffer next() throws IOException {
        if (at >= lostAt) {
            lost.complete(null);
            throw new IOException("lost");
        }
        if (at == body.length) {
            return null;
        }
        int from = at;
        at = Math.min(body.length, at + PIECE);
        return ByteBuffer.wrap(body, from, at - from);
    }

    @Override
    public void onLost(Runnable task) {
        lost.thenRun(task);
    }

    @Override
    public void close() {
        closed = true;
    }
}
