package io.curia.web;

import io.curia.http.BodyPieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Compresses pieces on the way, into pieces of about the same size. */
final class GzipPieces implements BodyPieces {
    private static final int PIECE = 32 * 1024;

    private final BodyPieces plain;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(PIECE + PIECE / 4);
    private final GZIPOutputStream gzip;
    private boolean complete;

    GzipPieces(BodyPieces plain) {
        this.plain = plain;
        try {
            gzip = new GZIPOutputStream(out, 8192);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    @Override
    public ByteBuffer next() throws IOException {
        while (!complete && out.size() < PIECE) {
            ByteBuffer piece = plain.next();
            if (piece == null) {
                complete = true;
                gzip.close();
            } else {
                gzip.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
        }
        if (out.size() == 0) {
            return null;
        }
        byte[] coded = out.toByteArray();
        out.reset();
        return ByteBuffer.wrap(coded);
    }

    @Override
    public void onLost(Runnable task) {
        plain.onLost(task);
    }

    /** To be called by the thread that asks for pieces. */
    @Override
    public void close() {
        try {
            // also gives back the memory outside of the heap
            gzip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            plain.close();
        }
    }
}
