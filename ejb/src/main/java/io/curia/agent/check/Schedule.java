package io.curia.agent.check;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
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
    /** Each probe under way holds a thread and a descriptor. */
    private static final int MOST_TURNS = 256;

    private static final int FEWEST_TURNS = 8;
    private static final int SHARE_OF_DESCRIPTORS = 16;
    private static final long STACK_BYTES = 512L << 10;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("curia-checks-timer"));
    private final Turns blocking = new Turns(BLOCKING_THREADS, named("curia-checks-"));
    private final Turns turns = new Turns(mostTurns(), named("curia-probes-"));
    private final Turns scripts = new Turns(SCRIPT_THREADS, named("curia-scripts-"));

    /** Threads start as they are needed. */
    public Schedule() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** As many probes may be under way as descriptors allow; connections of clients and the log need most of them. */
    static int mostTurns() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long share = unix.getMaxFileDescriptorCount() / SHARE_OF_DESCRIPTORS;
            return (int) Math.max(FEWEST_TURNS, Math.min(MOST_TURNS, share));
        }
        return MOST_TURNS;
    }

    /** Threads for the agent's own work that blocks for a moment. */
    public Executor blocking() {
        return blocking;
    }

    /** Threads for probes that connect: whoever finds none free waits for its turn. */
    public Executor turns() {
        return turns;
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
        private volatile Future<Outcome> underWay = CompletableFuture.completedFuture(null);

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
            var run = probe.run();
            underWay = run;
            run.whenComplete((outcome, failure) -> {
                if (failure != null && !cancelled.get()) {
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
            // one that waits for its turn gives it up
            underWay.cancel(false);
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
            var thread =
                    new Thread(null, task, prefix + (prefix.endsWith("-") ? count.incrementAndGet() : ""), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Stops all threads; waits for none. */
    @Override
    public void close() {
        timer.shutdownNow();
        blocking.shutdownNow();
        turns.shutdownNow();
        scripts.shutdownNow();
    }
}
