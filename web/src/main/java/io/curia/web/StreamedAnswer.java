package io.curia.web;

import io.curia.http.BodyPieces;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jboss.resteasy.spi.AsyncStreamingOutput;
import org.xnio.IoUtils;

/**
 * A large answer on its way through JAX-RS: each piece is made when the one before it is written, so a client that reads
 * slowly holds a piece but no thread. An answer that cannot be ended hangs up, for it must not look complete.
 */
final class StreamedAnswer implements AsyncStreamingOutput {
    private final BodyPieces pieces;
    private final HttpServerExchange exchange;
    private final Executor threads;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    StreamedAnswer(BodyPieces pieces, HttpServerExchange exchange, Executor threads) {
        this.pieces = pieces;
        this.exchange = exchange;
        this.threads = threads;
    }

    @Override
    public CompletionStage<Void> asyncWrite(AsyncOutputStream out) {
        pieces.onLost(this::hangUp);
        threads.execute(() -> writeNext(out));
        return done;
    }

    private void writeNext(AsyncOutputStream out) {
        ByteBuffer piece = null;
        try {
            piece = pieces.next();
        } catch (IOException | RuntimeException | Error e) {
            hangUp();
        }
        if (piece == null) {
            pieces.close();
            done.complete(null);
            return;
        }
        out.asyncWrite(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining())
                .whenCompleteAsync(
                        (written, failure) -> {
                            if (failure == null) {
                                writeNext(out);
                            } else {
                                pieces.close();
                                hangUp();
                            }
                        },
                        threads);
    }

    /** Once the connection is closed, nothing that is written at the end of the response reaches the client. */
    private void hangUp() {
        IoUtils.safeClose(exchange.getConnection());
        done.complete(null);
    }
}
