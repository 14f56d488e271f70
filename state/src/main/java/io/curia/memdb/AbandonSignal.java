package io.curia.memdb;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A signal that is given once, for ever: the store is not the current one any more. Thread-safe. */
public final class AbandonSignal {
    private final Waker waker;
    private Set<WatchSet> waiting = new HashSet<>();
    private boolean abandoned;

    /**
     * A signal not yet given.
     *
     * @param executor completes the waiting watch sets
     */
    public AbandonSignal(Executor executor) {
        waker = new Waker(executor);
    }

    /** Gives the signal: every watch set that watches it fires. Does nothing the second time. */
    public void abandon() {
        List<WatchSet> woken;
        synchronized (this) {
            abandoned = true;
            woken = List.copyOf(waiting);
            waiting = new HashSet<>();
        }
        waker.wake(woken);
    }

    /** Whether the signal was given. */
    public synchronized boolean abandoned() {
        return abandoned;
    }

    /** Registers a watch set; false if it is over. */
    boolean add(WatchSet watch) {
        synchronized (this) {
            if (!abandoned && !waiting.add(watch)) {
                return true;
            }
        }
        if (!watch.track(this::leave)) {
            leave(watch);
            return false;
        }
        return true;
    }

    private synchronized void leave(WatchSet watch) {
        waiting.remove(watch);
    }
}
