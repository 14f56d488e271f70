package io.curia.memdb;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Completes watch sets on an executor, so that the thread that caused it never runs what depends on them. */
record Waker(Executor executor) {
    void wake(Collection<WatchSet> watches) {
        if (watches.size() > 1) {
            // One task to hand out the others: ten thousand hand-overs are too long a pause for the thread that
            // commits.
            run(() -> watches.forEach(this::wake));
        } else {
            watches.forEach(this::wake);
        }
    }

    private void wake(WatchSet watch) {
        run(() -> {
            if (watch.end()) {
                watch.complete();
            }
        });
    }

    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The executor is shut down or full; a waiter woken on the wrong thread is better than one never woken.
            task.run();
        }
    }
}
