package io.curia.service;

import io.curia.memdb.WatchSet;
import io.curia.raft.Consistency;
import io.curia.raft.ReadGrant;
import io.curia.state.Indexed;
import io.curia.state.StateStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One read that waits until its result's index is past a given one (state-store §13). Between looks it keeps only what
 * it needs to look again, never what it saw.
 */
final class ParkedQuery<T> {
    private final ReadOptions options;
    private final BlockingQueries.Reading<T> reading;
    private final BlockingQueries.Rendering<T> rendering;
    private final BlockingQueries owner;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private volatile ReadGrant grant;
    private volatile long minIndex;
    private volatile boolean wasMissing;
    private volatile StateStore store;
    private volatile WatchSet watch;
    private volatile Future<?> timer;

    ParkedQuery(
            ReadOptions options,
            BlockingQueries.Reading<T> reading,
            BlockingQueries.Rendering<T> rendering,
            BlockingQueries owner) {
        this.options = options;
        this.reading = reading;
        this.rendering = rendering;
        this.owner = owner;
        this.minIndex = options.minIndex();
    }

    /** Looks for the first time. The future completes with the answer; cancelling it ends the wait. */
    CompletableFuture<Answer> start(ReadGrant first) {
        grant = first;
        if (!look()) {
            owner.parked().add(this);
            timer = owner.threads().after(BlockingQueries.boundedWaitNanos(options.waitNanos()), this::timeIsUp);
            answer.whenComplete((done, failure) -> release());
        }
        return answer;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Reads; answers and says true if the result is new enough, else begins to watch it. */
    private boolean look() {
        StateStore present = owner.fsm().store();
        WatchSet seen = new WatchSet();
        seen.watch(present.abandoned());
        Indexed<T> found = reading.read(present.read(), seen);
        long index = found.index() == 0 ? 1 : found.index();
        boolean isNew = Long.compareUnsigned(index, minIndex) > 0;
        if (found.value() == null) {
            if (wasMissing) {
                // that other keys came and went is no news for this client
                minIndex = index;
                isNew = false;
            }
            wasMissing = true;
        }
        if (isNew) {
            seen.close();
            finish(found);
            return true;
        }
        store = present;
        watch = seen;
        seen.fired().thenRunAsync(this::woken, owner.threads());
        if (answer.isDone()) {
            seen.close();
        }
        return false;
    }

    /** Looks again, since something it watched has changed; to look once too often does no harm. */
    void woken() {
        if (answer.isDone()) {
            return;
        }
        try {
            if (owner.fsm().store() != store) {
                // the whole state was replaced: the client learns the old result, and asks again
                finish(reading.read(store.read(), null));
            } else if (options.consistency() == Consistency.DEFAULT) {
                look();
            } else {
                lookWithNewGrant();
            }
        } catch (RuntimeException e) {
            answer.complete(Failures.answer(e));
        }
    }

    private void lookWithNewGrant() {
        owner.raft()
                .awaitReadable(options.consistency())
                .thenAcceptAsync(
                        fresh -> {
                            grant = fresh;
                            look();
                        },
                        owner.threads())
                .exceptionally(failure -> {
                    answer.complete(Failures.answer(failure));
                    return null;
                });
    }

    private void timeIsUp() {
        try {
            finish(reading.read(store.read(), null));
        } catch (RuntimeException e) {
            answer.complete(Failures.answer(e));
        }
    }

    private void finish(Indexed<T> found) {
        answer.complete(rendering.render(found.value(), QueryMeta.headers(found.index(), grant)));
    }

    private void release() {
        owner.parked().remove(this);
        timer.cancel(false);
        watch.close();
    }
}
