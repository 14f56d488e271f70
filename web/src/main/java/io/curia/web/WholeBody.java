package io.curia.web;

import io.curia.http.RequestBody;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a request's body into memory on the I/O thread, without blocking it: up to a limit, and within a time that is
 * fair for its length, for a slow sender keeps others from connecting.
 */
final class WholeBody {
    /** What is done with a body. */
    interface Reader {
        /** The whole body is there, or it is known to be too long. */
        void whole(HttpServerExchange exchange, RequestBody body);

        /** It ended early, came too slowly, or the connection failed. */
        void failed(HttpServerExchange exchange, IOException failure);
    }

    private static final int FIRST = 1024;
    /** What any body may take. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int BYTES_PER_SECOND = 16 * 1024;

    private final HttpServerExchange exchange;
    private final Reader reader;
    private final long declared;
    private final int limit;
    private final Duration patience;
    private final long begin = System.nanoTime();
    private ByteBuffer body;
    private XnioExecutor.Key deadline;

    private WholeBody(HttpServerExchange exchange, int limit, Duration patience, Reader reader) {
        this.exchange = exchange;
        this.reader = reader;
        this.limit = limit;
        this.patience = patience;
        this.declared = exchange.getRequestContentLength();
        // memory goes to bytes that have come, not to those that were announced; one more tells that it is too long
        this.body = ByteBuffer.allocate(declared < 0 ? FIRST : (int) Math.min(declared, FIRST) + 1);
    }

    /**
     * Calls the reader once: now if all bytes have arrived, else when they have. To be called on the I/O thread.
     *
     * @param limit bytes; a body that is longer is handed over as one that is too long
     * @param patience how long it may take, besides what its bytes earn
     */
    static void read(HttpServerExchange exchange, int limit, Duration patience, Reader reader) {
        new WholeBody(exchange, limit, patience, reader).start();
    }

    private void start() {
        if (exchange.isRequestComplete()) {
            reader.whole(exchange, RequestBody.NONE);
            return;
        }
        if (declared > limit) {
            reader.whole(exchange, RequestBody.unread(declared));
            return;
        }
        StreamSourceChannel channel = exchange.getRequestChannel();
        try {
            if (readAll(channel)) {
                reader.whole(exchange, result());
                return;
            }
        } catch (IOException e) {
            reader.failed(exchange, e);
            return;
        }
        checkIn(channel, patience.toSeconds());
        channel.getReadSetter().set(this::goOn);
        channel.resumeReads();
    }

    private void goOn(StreamSourceChannel channel) {
        try {
            if (readAll(channel)) {
                end(channel);
                Connectors.executeRootHandler(same -> reader.whole(same, result()), exchange);
            }
        } catch (IOException e) {
            end(channel);
            Connectors.executeRootHandler(same -> reader.failed(same, e), exchange);
        }
    }

    private void checkIn(StreamSourceChannel channel, long seconds) {
        deadline = exchange.getIoThread().executeAfter(() -> check(channel), seconds, TimeUnit.SECONDS);
    }

    /** What has come earns more time; who has used up all gets no more. */
    private void check(StreamSourceChannel channel) {
        long used = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        long left = patience.toSeconds() + body.position() / BYTES_PER_SECOND - used;
        if (left > 0) {
            checkIn(channel, left);
            return;
        }
        end(channel);
        Connectors.executeRootHandler(
                same -> reader.failed(same, new IOException("the request body takes too long")), exchange);
    }

    private void end(StreamSourceChannel channel) {
        deadline.remove();
        channel.getReadSetter().set(null);
        channel.suspendReads();
    }

    private RequestBody result() {
        if (body.position() > limit) {
            return RequestBody.unread(declared);
        }
        return RequestBody.of(declared, Arrays.copyOf(body.array(), body.position()));
    }

    /**
     * Whether there is no more to read: the end was seen, which lets the connection go on to the next request, or the
     * limit is passed.
     */
    private boolean readAll(StreamSourceChannel channel) throws IOException {
        while (true) {
            if (!body.hasRemaining()) {
                grow();
            }
            int count = channel.read(body);
            if (count == 0) {
                return false;
            }
            if (count < 0) {
                if (body.position() < declared) {
                    throw new IOException("unexpected EOF");
                }
                return true;
            }
            if (body.position() > limit) {
                return true;
            }
        }
    }

    private void grow() {
        int most = (declared < 0 ? limit : (int) declared) + 1;
        body.flip();
        body = ByteBuffer.allocate((int) Math.min(most, 4L * body.capacity())).put(body);
    }
}
