package io.curia.web;

import io.undertow.server.HttpServerExchange;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.XnioIoThread;

/**
 * Brings replies that another thread has made back to the I/O threads of their connections, many with one waking up. An
 * exchange that ends on another thread makes its I/O thread spin until that is done, and each is a system call more.
 * Safe for use by any thread.
 */
final class IoThreadReplies {
    private final Map<XnioIoThread, Batch> batches = new ConcurrentHashMap<>();

    /** Runs the reply on the exchange's I/O thread, at once if that is the present one. */
    void run(HttpServerExchange exchange, Runnable reply) {
        if (exchange.isInIoThread()) {
            reply.run();
            return;
        }
        batches.computeIfAbsent(exchange.getIoThread(), Batch::new).add(reply);
    }

    private static final class Batch implements Runnable {
        private final XnioIoThread thread;
        private final Queue<Runnable> replies = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean scheduled = new AtomicBoolean();

        Batch(XnioIoThread thread) {
            this.thread = thread;
        }

        void add(Runnable reply) {
            replies.add(reply);
            schedule();
        }

        private void schedule() {
            if (!scheduled.getAndSet(true)) {
                thread.execute(this);
            }
        }

        @Override
        public void run() {
            scheduled.set(false);
            try {
                for (Runnable reply = replies.poll(); reply != null; reply = replies.poll()) {
                    reply.run();
                }
            } finally {
                // one that fails must not keep the others waiting
                if (!replies.isEmpty()) {
                    schedule();
                }
            }
        }
    }
}
