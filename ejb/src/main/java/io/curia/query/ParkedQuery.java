package io.curia.query;

import io.curia.http.Answer;
import io.curia.http.Failures;
import io.curia.memdb.WatchSet;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.ReadGrant;
import io.curia.state.Indexed;
import io.curia.state.StateStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One read that waits until its result's index is past a given one (state-store §13). Between looks it keeps only what
 * it needs to look again, never what it saw.
 */
final class ParkedQuery<T> {
    private final BlockingQueries.Query<T> query;
    private final BlockingQueries owner;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicBoolean finished = new AtomicBoolean();

    private volatile ReadGrant grant;
    private volatile long minIndex;
    private volatile boolean wasMissing;
    private volatile StateStore store;
    private volatile WatchSet watch;
    private volatile Future<?> timer;

    ParkedQuery(BlockingQueries.Query<T> query, BlockingQueries owner) {
        this.query = query;
        this.owner = owner;
        this.minIndex = query.options().minIndex();
    }

    /** Looks for the first time. The future completes with the answer; cancelling it ends the wait. */
    CompletableFuture<Answer> start(ReadGrant first) {
        grant = first;
        if (!look()) {
            owner.parked().add(this);
            timer = owner.threads()
                    .after(BlockingQueries.boundedWaitNanos(query.options().waitNanos()), this::timeIsUp);
            answer.whenComplete((done, failure) -> release());
        }
        return answer;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    private boolean look() {
        Answer made = owner.inTurn(query, this::lookNow);
        if (made != null) {
            finish(made);
        }
        return made != null;
    }

    /** Reads; answers if the result is new enough, else begins to watch it and gives null. */
    private Answer lookNow() {
        StateStore present = owner.fsm().store();
        WatchSet seen = new WatchSet();
        seen.watch(present.abandoned());
        Indexed<T> found = query.reading().read(present.read(), seen);
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
        store = present;
        if (isNew) {
            seen.close();
            return query.answer(found, grant);
        }
        watch = seen;
        seen.fired().thenRunAsync(this::woken, owner.threads());
        if (answer.isDone()) {
            seen.close();
        }
        return null;
    }

    /** Looks again, since something it watched has changed; to look once too often does no harm. */
    void woken() {
        if (answer.isDone()) {
            return;
        }
        try {
            if (owner.fsm().store() != store) {
                // the whole state was replaced: the client learns the old result, and asks again
                answerWhatIsThere();
            } else if (query.options().consistency() == Consistency.DEFAULT) {
                look();
            } else {
                withNewGrant(this::look);
            }
        } catch (RuntimeException e) {
            answer.complete(Failures.answer(e));
        }
    }

    private void withNewGrant(Runnable then) {
        owner.log()
                .awaitReadable(query.options().consistency())
                .thenAcceptAsync(
                        fresh -> {
                            grant = fresh;
                            then.run();
                        },
                        owner.threads())
                .exceptionally(failure -> {
                    answer.complete(Failures.answer(failure));
                    return null;
                });
    }

    private void timeIsUp() {
        if (query.options().consistency() == Consistency.STALE) {
            // the state is older by now than it was when the wait began, and the leader may be gone
            withNewGrant(this::answerWhatIsThere);
        } else {
            answerWhatIsThere();
        }
    }

    private void answerWhatIsThere() {
        try {
            finish(again());
        } catch (RuntimeException e) {
            answer.complete(Failures.answer(e));
        }
    }

    private Answer again() {
        return owner.inTurn(query, () -> query.answer(store, grant));
    }

    private void finish(Answer made) {
        if (finished.getAndSet(true)) {
            return;
        }
        owner.large().admit(made, this::again).exceptionally(Failures::answer).thenAccept(admitted -> {
            if (!answer.complete(admitted)) {
                admitted.drop();
            }
        });
    }

    private void release() {
        owner.parked().remove(this);
        timer.cancel(false);
        watch.close();
    }
}
