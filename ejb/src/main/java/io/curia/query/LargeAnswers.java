package io.curia.query;

import io.curia.http.Answer;
import io.curia.http.BodyPieces;
import io.curia.http.Failures;
import io.curia.http.LargeBody;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Bounds the memory of answers that are under way. A large answer is sent piece by piece, and starts only when there is
 * room for what it holds meanwhile; until then it waits as a recipe, without rows or bytes, and if it waits too long the
 * client is told to come again. A client that stops reading loses its answer, so none holds its room for ever. Safe for
 * use by any thread; only {@link #reading} blocks.
 */
@ApplicationScoped
public class LargeAnswers {
    /** How long a client may take for a piece. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long an answer waits for room. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final int SHARE_OF_HEAP = 8;
    /** What an answer holds that is being sent: a piece that is made, as it grows, and one that is written. */
    private static final long FRAME = 3L * LargeBody.PIECE;

    private final ServiceThreads threads;
    private final long budget;
    private final Duration patience;
    private final Duration longestWait;
    /** More at a time would not be quicker, for they wait for nothing, but each holds the rows it finds. */
    private final Semaphore readers =
            new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));

    private final Set<Admitted> underWay = ConcurrentHashMap.newKeySet();
    private final Queue<Waiter> waiting = new ArrayDeque<>();
    private final AtomicBoolean watched = new AtomicBoolean();
    private long used;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public LargeAnswers(ServiceThreads threads) {
        this(threads, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, PATIENCE, LONGEST_WAIT);
    }

    /** @param budget bytes that all answers under way may hold */
    LargeAnswers(ServiceThreads threads, long budget, Duration patience, Duration longestWait) {
        this.threads = threads;
        this.budget = budget;
        this.patience = patience;
        this.longestWait = longestWait;
    }

    private record Waiter(long bytes, CompletableFuture<Boolean> room) {}

    /** Runs what may collect many rows, a few at a time; it must not wait for anything, nor come here again. */
    <T> T reading(Supplier<T> work) {
        readers.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            readers.release();
        }
    }

    /**
     * Lets an answer start: one that is small as it is and at once, a large one when there is room.
     *
     * @param again makes the answer anew if this one had to wait
     * @return never fails; cancelling it ends the wait
     */
    CompletableFuture<Answer> admit(Answer answer, Supplier<Answer> again) {
        if (answer.large() == null) {
            return CompletableFuture.completedFuture(answer);
        }
        long bytes = cost(answer);
        CompletableFuture<Boolean> room = take(bytes);
        if (room.isDone()) {
            return CompletableFuture.completedFuture(start(answer, bytes));
        }
        CompletableFuture<Answer> started = new CompletableFuture<>();
        room.thenAcceptAsync(granted -> goOn(started, granted, again, bytes), threads);
        return started;
    }

    private void goOn(CompletableFuture<Answer> started, boolean granted, Supplier<Answer> again, long bytes) {
        Answer made;
        if (!granted) {
            made = overloaded();
        } else if (started.isDone()) {
            // nobody waits for it any more
            release(bytes);
            return;
        } else {
            made = startOrFail(again, bytes);
        }
        if (!started.complete(made)) {
            made.drop();
        }
    }

    /** How many bytes the answers under way hold, roughly. */
    synchronized long usedBytes() {
        return used;
    }

    private long cost(Answer answer) {
        // one that holds more than all may still goes alone
        return Math.min(budget, FRAME + answer.large().heldBytes());
    }

    private Answer startOrFail(Supplier<Answer> again, long bytes) {
        Answer answer;
        try {
            answer = again.get();
        } catch (RuntimeException e) {
            answer = Failures.answer(e);
        }
        if (answer.large() == null) {
            release(bytes);
            return answer;
        }
        return start(answer, bytes);
    }

    private Answer start(Answer answer, long bytes) {
        var body = new Admitted(answer.large().pieces().get(), bytes);
        underWay.add(body);
        watch();
        return answer.withPieces(body);
    }

    private static Answer overloaded() {
        return Failures.answer(Refusal.busy("Too many large answers are under way, try again later"));
    }

    private CompletableFuture<Boolean> take(long bytes) {
        var waiter = new Waiter(bytes, new CompletableFuture<>());
        synchronized (this) {
            if (waiting.isEmpty() && used + bytes <= budget) {
                used += bytes;
                return CompletableFuture.completedFuture(true);
            }
            waiting.add(waiter);
        }
        var timer = threads.after(longestWait.toNanos(), () -> giveUp(waiter));
        waiter.room.whenComplete((granted, never) -> timer.cancel(false));
        return waiter.room;
    }

    private void giveUp(Waiter waiter) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(waiter);
        }
        if (waited) {
            waiter.room.complete(false);
            letIn();
        }
    }

    private void release(long bytes) {
        synchronized (this) {
            used -= bytes;
        }
        letIn();
    }

    private void letIn() {
        while (true) {
            Waiter next;
            synchronized (this) {
                next = waiting.peek();
                if (next == null || used + next.bytes > budget) {
                    return;
                }
                waiting.remove();
                used += next.bytes;
            }
            next.room.complete(true);
        }
    }

    private void watch() {
        if (!underWay.isEmpty() && watched.compareAndSet(false, true)) {
            threads.after(patience.toNanos() / 8, () -> {
                watched.set(false);
                long now = System.nanoTime();
                underWay.forEach(body -> body.loseIfLate(now));
                watch();
            });
        }
    }

    private final class Admitted implements BodyPieces {
        private final Supplier<ByteBuffer> pieces;
        private final long bytes;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final CompletableFuture<Void> lost = new CompletableFuture<>();
        private volatile long askedNanos = System.nanoTime();

        Admitted(Supplier<ByteBuffer> pieces, long bytes) {
            this.pieces = pieces;
            this.bytes = bytes;
        }

        @Override
        public ByteBuffer next() throws IOException {
            if (closed.get()) {
                throw new IOException("the client took too long to read the answer");
            }
            askedNanos = System.nanoTime();
            return pieces.get();
        }

        @Override
        public void onLost(Runnable task) {
            lost.thenRun(task);
        }

        void loseIfLate(long now) {
            if (now - askedNanos > patience.toNanos() && end()) {
                lost.complete(null);
            }
        }

        @Override
        public void close() {
            end();
        }

        private boolean end() {
            boolean first = closed.compareAndSet(false, true);
            if (first) {
                underWay.remove(this);
                release(bytes);
            }
            return first;
        }
    }
}
