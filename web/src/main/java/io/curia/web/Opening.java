package io.curia.web;

import io.curia.web.port.HttpPort;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets clients in once they would be answered. The container answers no request before the deployment has started, and the
 * application server turns them away until it has started itself; nobody tells when either is over. So a thread of its own
 * asks until it gets an answer, then sends the requests of {@link WarmUp}, and opens the door. Safe for use by any thread.
 */
final class Opening {
    private static final Logger LOG = System.getLogger(Opening.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(10);
    /** A server that was started without being let work keeps its clients waiting, but not for ever. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final HttpPort port;
    private final BooleanSupplier started;
    private final Runnable opened;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param port bound already
     * @param started whether the deployment has started
     * @param opened runs when clients have been let in
     */
    Opening(HttpPort port, BooleanSupplier started, Runnable opened) {
        this.port = port;
        this.started = started;
        this.opened = opened;
        this.thread = new Thread(this::run, "curia-warm-up");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            port.withHiddenPort(this::warmUp);
        } catch (IOException e) {
            // it serves all the same: it is only worse off if it runs out of descriptors
            if (stopping.getCount() > 0) {
                LOG.log(
                        Level.WARNING,
                        "The server''s requests to itself before the start were not answered ({0})",
                        e.toString());
            }
        } catch (InterruptedException e) {
            return;
        }
        open();
    }

    private synchronized void open() {
        if (stopping.getCount() > 0) {
            port.admit();
            opened.run();
        }
    }

    private void warmUp(InetSocketAddress address) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!started.getAsBoolean() || !WarmUp.isAnswered(address)) {
            if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("no answer but that the server does not work yet, for " + LONGEST_WAIT);
            }
        }
        WarmUp.run(address);
    }

    /** Nobody is let in any more by this; returns when the thread has ended, or after some seconds. */
    void stop() {
        synchronized (this) {
            stopping.countDown();
        }
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
