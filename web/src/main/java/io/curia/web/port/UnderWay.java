package io.curia.web.port;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the requests that are being answered, refuses more once the port closes, and has each connection's next request
 * begin on its I/O thread. Safe for use by any thread.
 */
final class UnderWay implements HttpHandler {
    private static final String CLOSING = "No cluster leader: this server stops";

    private final HttpHandler next;
    private final AtomicInteger count = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private volatile boolean lettingGo;
    private volatile boolean refusing;

    private final ExchangeCompletionListener ended = (exchange, others) -> {
        if (exchange.getConnection() instanceof io.undertow.server.protocol.http.HttpServerConnection connection
                && connection.getOriginalSourceConduit() instanceof ScreenedSource source) {
            source.unwatch();
        }
        // otherwise the next of the requests that have come already would be run inside the end of this one
        exchange.setDispatchExecutor(exchange.getIoThread());
        left();
        others.proceed();
    };

    UnderWay(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        count.incrementAndGet();
        exchange.addExchangeCompleteListener(ended);
        if (lettingGo) {
            exchange.setPersistent(false);
        }
        if (!refusing) {
            next.handleRequest(exchange);
            return;
        }
        exchange.setStatusCode(503);
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(CLOSING);
    }

    private void left() {
        if (count.decrementAndGet() == 0 && refusing) {
            lock.lock();
            try {
                none.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** From now on each answer is the last of its connection. */
    void letGo() {
        lettingGo = true;
    }

    /** From now on every request is refused, and its connection ends. */
    void refuse() {
        lettingGo = true;
        refusing = true;
    }

    /** Waits until no request is being answered, or the time is up. */
    void awaitNone(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (count.get() > 0 && left > 0) {
                left = none.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
