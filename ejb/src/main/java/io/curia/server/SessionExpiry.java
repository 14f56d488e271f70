package io.curia.server;

import io.curia.fsm.Fsm;
import io.curia.fsm.session.SessionCommand;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Indexes;
import io.curia.state.Sessions;
import io.curia.state.StateStore;
import io.curia.text.Durations;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Destroys sessions that are not renewed (raft-and-autopilot §3): each that has a TTL gets a timer of twice that, anew
 * with every renewal and with every leader. New sessions are found in the state once a turn, so a session may live that
 * much longer, and none is missed however it came there. {@link #renew} may be called by any thread.
 */
final class SessionExpiry implements LeaderDuty {
    private static final Logger LOG = System.getLogger(SessionExpiry.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int TTL_FACTOR = 2;
    private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LONGEST_PAUSE = 5;
    private static final int SWEEP_AT = 1024;

    private final ReplicatedLog log;
    private final Fsm fsm;
    private final Executor leaderThread;
    private final LongSupplier nanoClock;

    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    /** When to look at a timer; it may have been renewed since, then it comes in again. */
    private final PriorityQueue<Look> looks = new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at));

    /** Counts the times that this server began and ceased to lead; what was proposed in an earlier one is void. */
    private int reign;

    private long seenIndex;
    private StateStore seenStore;

    private record Timer(long nanos, long dueAt, int failures) {}

    private record Look(long at, String session) {}

    SessionExpiry(ReplicatedLog log, Fsm fsm, Executor leaderThread, LongSupplier nanoClock) {
        this.log = log;
        this.fsm = fsm;
        this.leaderThread = leaderThread;
        this.nanoClock = nanoClock;
    }

    /** Starts a session's timer anew; one that has none yet gets it in time. */
    void renew(String session) {
        long now = nanoClock.getAsLong();
        timers.computeIfPresent(session, (id, timer) -> new Timer(timer.nanos, now + timer.nanos, 0));
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {
        reign++;
        findSessions();
    }

    @Override
    public void turn() {
        if (fsm.store() != seenStore) {
            // a restored state: every time to live in it begins anew
            timers.clear();
            looks.clear();
            findSessions();
        } else if (Indexes.get(fsm.store().read(), Sessions.INDEX_KEY, null) != seenIndex) {
            findSessions();
        }
        long now = nanoClock.getAsLong();
        while (!looks.isEmpty() && looks.peek().at - now <= 0) {
            look(now, looks.remove().session);
        }
    }

    @Override
    public void end() {
        reign++;
        timers.clear();
        looks.clear();
        seenIndex = 0;
    }

    private void findSessions() {
        seenStore = fsm.store();
        var txn = seenStore.read();
        seenIndex = Indexes.get(txn, Sessions.INDEX_KEY, null);
        long now = nanoClock.getAsLong();
        int withTtl = 0;
        for (var session : Sessions.all(txn)) {
            long ttl = Durations.parse(session.ttl()).orElse(0);
            if (ttl > 0) {
                withTtl++;
                arm(session.id(), TTL_FACTOR * ttl, now);
            }
        }
        if (timers.size() > 2 * withTtl + SWEEP_AT) {
            timers.keySet().removeIf(id -> Sessions.get(txn, id, null).value() == null);
            looks.removeIf(look -> !timers.containsKey(look.session));
        }
    }

    private void arm(String session, long nanos, long now) {
        if (timers.putIfAbsent(session, new Timer(nanos, now + nanos, 0)) == null) {
            looks.add(new Look(now + nanos, session));
        }
    }

    private void look(long now, String session) {
        var timer = timers.get(session);
        if (timer == null) {
            return;
        }
        if (timer.dueAt - now > 0) {
            looks.add(new Look(timer.dueAt, session));
        } else if (Sessions.get(fsm.store().read(), session, null).value() == null) {
            timers.remove(session);
        } else {
            expire(session, timer);
        }
    }

    private void expire(String session, Timer timer) {
        LOG.log(Level.DEBUG, "session {0} was not renewed", session);
        // another leader counts anew, and may have renewed it
        var proposedIn = reign;
        log.applyAsLeader(SessionCommand.destroy(session).encode())
                .whenCompleteAsync(
                        (result, failure) -> {
                            if (reign == proposedIn) {
                                expired(session, timer, failure);
                            }
                        },
                        leaderThread);
    }

    private void expired(String session, Timer timer, Throwable failure) {
        if (failure == null) {
            timers.remove(session);
            return;
        }
        LOG.log(Level.WARNING, "session {0} could not be ended and is tried again: {1}", session, failure.toString());
        long again = nanoClock.getAsLong() + (FIRST_PAUSE_NANOS << Math.min(timer.failures, LONGEST_PAUSE));
        // who was renewed meanwhile keeps that time
        var retry = new Timer(timer.nanos, again, timer.failures + 1);
        var next = timers.merge(session, retry, (present, late) -> present.equals(timer) ? late : present);
        looks.add(new Look(next.dueAt, session));
    }

    @Override
    public String toString() {
        return "ending sessions that are not renewed";
    }
}
