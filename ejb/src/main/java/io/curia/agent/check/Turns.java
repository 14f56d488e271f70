package io.curia.agent.check;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs so many tasks at a time; the others wait for their turn, in order. Has as many threads as are busy. Thread-safe. */
final class Turns implements Executor {
    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private final int most;
    private final ThreadPoolExecutor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;

    /** @param most how many tasks may run at a time */
    Turns(int most, ThreadFactory factory) {
        this.most = most;
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** @throws RejectedExecutionException after {@link #shutdownNow} */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (threads.isShutdown()) {
                throw new RejectedExecutionException("no task is run any more");
            } else if (busy == most) {
                waiting.add(task);
                return;
            }
            busy++;
        }
        threads.execute(() -> runAll(task));
    }

    private void runAll(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a task of the checks failed", e);
            }
        }
    }

    private synchronized Runnable next() {
        var next = waiting.poll();
        if (next == null) {
            busy--;
        }
        return next;
    }

    /** Drops what waits, and interrupts what runs. */
    void shutdownNow() {
        synchronized (this) {
            waiting.clear();
            threads.shutdownNow();
        }
    }
}
