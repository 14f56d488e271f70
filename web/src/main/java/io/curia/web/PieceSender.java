package io.curia.web;

import io.curia.http.BodyPieces;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;

/**
 * Sends a large answer without the servlet container: pieces are made on worker threads and written on the connection's
 * I/O thread, each when the one before it is gone. An answer that cannot be ended hangs up, for it must not look complete.
 */
final class PieceSender implements IoCallback {
    private final HttpServerExchange exchange;
    private final BodyPieces pieces;
    private final IoThreadReplies replies;

    private PieceSender(HttpServerExchange exchange, BodyPieces pieces, IoThreadReplies replies) {
        this.exchange = exchange;
        this.pieces = pieces;
        this.replies = replies;
    }

    /** Sends the pieces as the body of an exchange whose status and headers are set, and ends it. */
    static void send(HttpServerExchange exchange, BodyPieces pieces, IoThreadReplies replies) {
        var sender = new PieceSender(exchange, pieces, replies);
        pieces.onLost(() -> IoUtils.safeClose(exchange.getConnection()));
        exchange.dispatch(SameThreadExecutor.INSTANCE, sender::makeNext);
    }

    private void makeNext() {
        exchange.getConnection().getWorker().execute(() -> {
            try {
                ByteBuffer piece = pieces.next();
                replies.run(exchange, () -> write(piece));
            } catch (IOException | RuntimeException | Error e) {
                replies.run(exchange, this::hangUp);
            }
        });
    }

    private void write(ByteBuffer piece) {
        if (piece == null) {
            pieces.close();
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(piece, this);
        }
    }

    @Override
    public void onComplete(HttpServerExchange same, Sender sender) {
        makeNext();
    }

    @Override
    public void onException(HttpServerExchange same, Sender sender, IOException failure) {
        hangUp();
    }

    private void hangUp() {
        pieces.close();
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }
}
