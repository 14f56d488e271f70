package io.curia.query;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that go on with requests after a wait: work may take its time, for it is never the thread that applies
 * the log; one timer serves all waits. Safe for use by any thread.
 */
@ApplicationScoped
public class ServiceThreads implements Executor, AutoCloseable {
    private static final int THREADS = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    private final ThreadPoolExecutor work;
    private final ScheduledThreadPoolExecutor timer;

    /** Starts threads as they are needed. */
    public ServiceThreads() {
        work = new ThreadPoolExecutor(
                THREADS, THREADS, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("curia-service-"));
        work.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, named("curia-timer-"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs the task soon; after {@link #close} it is dropped. */
    @Override
    public void execute(Runnable task) {
        if (!work.isShutdown()) {
            work.execute(task);
        }
    }

    /** Runs the task once the time in nanoseconds has passed, unless the future is cancelled, which frees its place. */
    public Future<?> after(long nanos, Runnable task) {
        return timer.schedule(() -> execute(task), nanos, TimeUnit.NANOSECONDS);
    }

    /** Stops all threads; waits for none. */
    @Override
    @PreDestroy
    public void close() {
        timer.shutdownNow();
        work.shutdown();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
