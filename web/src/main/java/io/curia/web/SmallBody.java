package io.curia.web;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/** Reads a request's body of declared length into one array, on the I/O thread, without blocking it. */
final class SmallBody {
    /** What is done with a body. */
    interface Reader {
        /** The whole body is there. */
        void whole(HttpServerExchange exchange, byte[] body);

        /** It ended early, or the connection failed. */
        void failed(HttpServerExchange exchange, IOException failure);
    }

    private static final int FIRST = 1024;

    private final HttpServerExchange exchange;
    private final Reader reader;
    private final int length;
    private ByteBuffer body;
    private final ByteBuffer end = ByteBuffer.allocate(1);

    private SmallBody(HttpServerExchange exchange, int length, Reader reader) {
        this.exchange = exchange;
        this.reader = reader;
        this.length = length;
        // memory goes to bytes that have come, not to those that were announced
        this.body = ByteBuffer.allocate(Math.min(length, FIRST));
    }

    /** Calls the reader once: now if all bytes have arrived, else when they have. */
    static void read(HttpServerExchange exchange, int length, Reader reader) {
        new SmallBody(exchange, length, reader).start();
    }

    private void start() {
        if (exchange.isRequestComplete()) {
            reader.whole(exchange, body.array());
            return;
        }
        StreamSourceChannel channel = exchange.getRequestChannel();
        try {
            if (readAll(channel)) {
                reader.whole(exchange, body.array());
                return;
            }
        } catch (IOException e) {
            reader.failed(exchange, e);
            return;
        }
        channel.getReadSetter().set(this::goOn);
        channel.resumeReads();
    }

    private void goOn(StreamSourceChannel channel) {
        try {
            if (readAll(channel)) {
                channel.suspendReads();
                Connectors.executeRootHandler(same -> reader.whole(same, body.array()), exchange);
            }
        } catch (IOException e) {
            channel.suspendReads();
            Connectors.executeRootHandler(same -> reader.failed(same, e), exchange);
        }
    }

    /** Whether the body is complete and its end was seen, which lets the connection go on to the next request. */
    private boolean readAll(StreamSourceChannel channel) throws IOException {
        while (true) {
            grow();
            int count = channel.read(body.hasRemaining() ? body : end);
            if (count == 0) {
                return false;
            }
            if (count < 0) {
                if (body.position() < length) {
                    throw new IOException("unexpected EOF");
                }
                return true;
            }
        }
    }

    private void grow() {
        if (!body.hasRemaining() && body.position() < length) {
            body.flip();
            body = ByteBuffer.allocate((int) Math.min(length, 4L * body.capacity()))
                    .put(body);
        }
    }
}
