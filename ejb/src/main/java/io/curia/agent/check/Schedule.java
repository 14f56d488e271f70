package io.curia.agent.check;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * When checks run: one timer, bounded numbers of threads, never two runs of one check at a time. Scripts, which may take
 * as long as they like, have threads of their own, so that they hold up each other at most. Thread-safe.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Schedule.class.getName());
    private static final int BLOCKING_THREADS = 8;
    private static final int SCRIPT_THREADS = 64;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("curia-checks-timer"));
    private final ThreadPoolExecutor blocking = pool(BLOCKING_THREADS, "curia-checks-");
    private final ThreadPoolExecutor scripts = pool(SCRIPT_THREADS, "curia-scripts-");

    /** Threads start as they are needed. */
    public Schedule() {
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        var pool = new ThreadPoolExecutor(
                threads, threads, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Threads for probes that block for a moment. */
    public Executor blocking() {
        return blocking;
    }

    /** Threads for those that wait for a process. */
    public Executor scripts() {
        return scripts;
    }

    /** Something that goes on until it is cancelled. */
    @FunctionalInterface
    public interface Running {
        /** Ends it; what is under way may still finish but is not told any more. */
        void cancel();
    }

    /** Runs a task once, after so long, on the timer's thread, which must not be blocked. */
    public Running after(long nanos, Runnable task) {
        Future<?> future = timer.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Runs a task again and again, first after one period, on the timer's thread, which must not be blocked. */
    public Running every(long nanos, Runnable task) {
        Future<?> future = timer.scheduleWithFixedDelay(() -> guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /**
     * Runs a probe again and again, first within one interval at random, so that checks registered together do not run
     * together. A run that takes longer than the interval delays the next.
     */
    public Running repeat(Probe probe, long intervalNanos, Consumer<Outcome> told) {
        var loop = new Loop(probe, intervalNanos, told);
        loop.next(ThreadLocalRandom.current().nextLong(Math.max(1, intervalNanos)));
        return loop;
    }

    private final class Loop implements Running {
        private final Probe probe;
        private final long intervalNanos;
        private final Consumer<Outcome> told;
        private final AtomicBoolean cancelled = new AtomicBoolean();

        private Loop(Probe probe, long intervalNanos, Consumer<Outcome> told) {
            this.probe = probe;
            this.intervalNanos = intervalNanos;
            this.told = told;
        }

        private void next(long nanos) {
            if (!cancelled.get() && !timer.isShutdown()) {
                Future<?> unused = timer.schedule(this::run, nanos, TimeUnit.NANOSECONDS);
            }
        }

        private void run() {
            if (cancelled.get()) {
                return;
            }
            long started = System.nanoTime();
            probe.run().whenComplete((outcome, failure) -> {
                if (failure != null) {
                    LOG.log(Level.ERROR, "a check could not be run", failure);
                } else if (!cancelled.get()) {
                    guarded(() -> told.accept(outcome));
                }
                next(Math.max(0, intervalNanos - (System.nanoTime() - started)));
            });
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // an exception would end a repeated task for good
            LOG.log(Level.ERROR, "a task of the checks failed", e);
        }
    }

    private static ThreadFactory named(String prefix) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, prefix + (prefix.endsWith("-") ? count.incrementAndGet() : ""));
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Stops all threads; waits for none. */
    @Override
    public void close() {
        timer.shutdownNow();
        blocking.shutdownNow();
        scripts.shutdownNow();
    }
}
