package io.curia.memdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What one read looked at. Given to reads, it collects their keys and prefixes; it fires once, when a row under one of them
 * has been inserted, replaced or deleted since it was read, and not for any other change. Waiting takes no thread.
 *
 * <p>Made for one reading, and thrown away: after it has fired or was closed it watches nothing more. Whoever stops waiting
 * must close it, or its registrations stay until their rows change. Thread-safe.
 */
public final class WatchSet implements AutoCloseable {
    private final CompletableFuture<Void> fired = new CompletableFuture<>();
    private List<WatchPoint> points = new ArrayList<>();
    private boolean over;

    /** A set that watches nothing yet. */
    public WatchSet() {}

    /**
     * Completes once something watched has changed or a watched signal was given; at once if that is so already. Dependents
     * then run on the executor of the database or of the signal, or, where the change was found during a read, on the
     * reading thread. Never completes exceptionally, and not at all if the set was closed first.
     */
    public CompletionStage<Void> fired() {
        return fired.minimalCompletionStage();
    }

    /** Adds a signal to what is watched: the set fires when it is given, or now if it was. */
    public void watch(AbandonSignal signal) {
        if (signal.add(this) && signal.abandoned()) {
            fire();
        }
    }

    /** Ends the interest and frees the registrations. Does nothing the second time, or after it fired. */
    @Override
    public void close() {
        end();
    }

    /** Takes note of a registration; false if it is not wanted any more and must be undone. */
    synchronized boolean track(WatchPoint point) {
        if (!over) {
            points.add(point);
        }
        return !over;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Fires on this thread. */
    void fire() {
        if (end()) {
            complete();
        }
    }

    /** Ends watching; true the first time, when the caller may complete it. */
    boolean end() {
        List<WatchPoint> ended;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            ended = points;
            points = List.of();
        }
        ended.forEach(point -> point.leave(this));
        return true;
    }

    void complete() {
        fired.complete(null);
    }
}
