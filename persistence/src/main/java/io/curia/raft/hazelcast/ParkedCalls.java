package io.curia.raft.hazelcast;

import io.curia.raft.api.RaftException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Calls that wait for a leader. One look now and then serves all of them, so that many may wait and none waits long. */
final class ParkedCalls {
    private final BooleanSupplier hasLeader;
    private final ScheduledExecutorService timer;
    private final long pauseMs;
    private final Queue<Parked> parked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param pauseMs between two looks */
    ParkedCalls(BooleanSupplier hasLeader, ScheduledExecutorService timer, long pauseMs) {
        this.hasLeader = hasLeader;
        this.timer = timer;
        this.pauseMs = Math.max(1, pauseMs);
    }

    /**
     * @param deadline as {@link System#nanoTime} tells
     * @param again is run when there is a leader
     * @param failed is told that there was none in time
     */
    record Parked(long deadline, Runnable again, Consumer<RaftException> failed) {
        void fail() {
            failed.accept(new RaftException(RaftException.Kind.NO_LEADER, "No cluster leader"));
        }
    }

    void add(Parked call) {
        parked.add(call);
        lookLater();
    }

    private void lookLater() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        try {
            timer.schedule(this::look, pauseMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // this server stops
            looking.set(false);
            for (var call = parked.poll(); call != null; call = parked.poll()) {
                call.fail();
            }
        }
    }

    private void look() {
        looking.set(false);
        // those that find no leader after all come back
        var count = parked.size();
        var leads = hasLeader.getAsBoolean();
        for (int i = 0; i < count; i++) {
            var call = parked.poll();
            if (call == null) {
                break;
            }
            if (leads) {
                call.again().run();
            } else if (call.deadline() - System.nanoTime() <= 0) {
                call.fail();
            } else {
                parked.add(call);
            }
        }
        if (!parked.isEmpty()) {
            lookLater();
        }
    }
}
