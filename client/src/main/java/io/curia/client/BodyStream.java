package io.curia.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer as it comes. Unlike the JDK's, a read of it can be interrupted, and ends if nothing comes for too
 * long. It is read by one thread; a few buffers are fetched ahead of it, and no more.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    private static final int BATCHES_AHEAD = 2;

    /** What has come: buffers, or at the end none, and why it ended if not well. */
    private record Batch(List<ByteBuffer> buffers, Throwable failure) {
        boolean isEnd() {
            return buffers == null;
        }
    }

    private final Duration patience;
    private final BlockingQueue<Batch> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final Deque<ByteBuffer> current = new ArrayDeque<>();
    private Batch end;
    private volatile boolean closed;

    /** @param patience for how long nothing may come while a read waits */
    BodyStream(Duration patience) {
        this.patience = Objects.requireNonNull(patience);
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription.complete(newSubscription);
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(BATCHES_AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Batch(buffers, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new Batch(null, failure));
    }

    @Override
    public void onComplete() {
        arrived.add(new Batch(null, null));
    }

    @Override
    public int read() throws IOException {
        return fill() ? current.element().get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var buffer = current.element();
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return current.isEmpty() ? 0 : current.element().remaining();
    }

    /** Whether there is something to read; waits until that is known. */
    private boolean fill() throws IOException {
        while (true) {
            if (closed) {
                throw new IOException("the answer is closed");
            }
            while (!current.isEmpty() && !current.element().hasRemaining()) {
                current.remove();
            }
            if (!current.isEmpty()) {
                return true;
            }
            if (end == null) {
                take();
            }
            if (end != null) {
                if (end.failure() != null) {
                    throw new IOException(end.failure().getMessage(), end.failure());
                }
                return false;
            }
        }
    }

    private void take() throws IOException {
        Batch batch;
        try {
            batch = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while reading an answer");
            interrupted.initCause(e);
            throw interrupted;
        }
        if (batch == null) {
            close();
            throw new HttpTimeoutException("nothing of the answer came for " + patience.toMillis() + " ms");
        }
        if (batch.isEnd()) {
            end = batch;
        } else {
            current.addAll(batch.buffers());
            subscription.join().request(1);
        }
    }

    /** Also ends the transfer if there is more to come. */
    @Override
    public void close() {
        closed = true;
        if (end == null && subscription.isDone()) {
            subscription.join().cancel();
        }
    }
}
