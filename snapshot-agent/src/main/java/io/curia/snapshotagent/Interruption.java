package io.curia.snapshotagent;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;

/**
 * Gets the agent's thread out of what it does when something more urgent comes. Requests may come from any thread; the
 * rest belongs to the agent's thread.
 */
final class Interruption {
    /** What is asked for; the more urgent first. */
    enum Cause {
        /** The agent is to end. */
        STOP,
        /** The lock is lost, or may be. */
        LOCK_LOST,
        /** A run takes longer than any should. */
        TOO_LONG,
        /** There is a new configuration; a run that is under way comes first. */
        RELOAD
    }

    /** Thrown on the agent's thread. */
    static final class Interrupted extends Exception {
        private static final long serialVersionUID = 1L;

        private final Cause reason;

        Interrupted(Cause reason) {
            super(reason.toString());
            this.reason = reason;
        }

        Cause reason() {
            return reason;
        }
    }

    /** Work that can be interrupted. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private final EnumSet<Cause> asked = EnumSet.noneOf(Cause.class);
    private Thread working;
    private boolean waiting;

    /** Asks for something. */
    synchronized void request(Cause cause) {
        asked.add(cause);
        if (working != null && (waiting || cause != Cause.RELOAD)) {
            working.interrupt();
        }
        notifyAll();
    }

    /** Forgets a request that was met. */
    synchronized void settle(Cause cause) {
        asked.remove(cause);
    }

    /** @throws Interrupted if something is asked for */
    synchronized void check() throws Interrupted {
        throwIfAsked(true);
    }

    /** Waits. */
    synchronized void pause(Duration time) throws Interrupted {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); asked.isEmpty() && left > 0; left = end - System.nanoTime()) {
            try {
                // rounded up, lest the end be missed by less than a millisecond again and again
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                // whoever interrupts the thread that runs the agent wants it to end
                asked.add(Cause.STOP);
            }
        }
        check();
    }

    /** Waits for something outside; any request ends that. */
    <T> T waiting(Work<T> work) throws IOException, Interrupted {
        return interruptibly(true, work);
    }

    /** Does a run; all requests but for a new configuration end that. */
    <T> T running(Work<T> work) throws IOException, Interrupted {
        return interruptibly(false, work);
    }

    private <T> T interruptibly(boolean forReload, Work<T> work) throws IOException, Interrupted {
        begin(forReload);
        try {
            return work.run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            end();
            throwIfAsked(forReload);
            if (e instanceof IOException fault) {
                throw fault;
            } else if (e instanceof RuntimeException fault) {
                throw fault;
            }
            throw new Interrupted(Cause.STOP);
        } finally {
            end();
        }
    }

    private synchronized void begin(boolean forReload) throws Interrupted {
        throwIfAsked(forReload);
        working = Thread.currentThread();
        waiting = forReload;
    }

    private synchronized void end() {
        working = null;
        // an interrupt that came too late must not hit what comes next
        Thread.interrupted();
    }

    /** @param alsoForReload whether a new configuration counts */
    private synchronized void throwIfAsked(boolean alsoForReload) throws Interrupted {
        for (var cause : asked) {
            if (alsoForReload || cause != Cause.RELOAD) {
                throw new Interrupted(cause);
            }
        }
    }
}
