package io.curia.query;

import io.curia.fsm.Fsm;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.Cancelling;
import io.curia.http.Failures;
import io.curia.http.Header;
import io.curia.http.QueryMeta;
import io.curia.http.ReadOptions;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReadGrant;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Indexed;
import io.curia.state.StateStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers reads at the wished consistency, and holds those back that wait for a change (http-api §1.4). A waiting read
 * holds no thread and no rows. Safe for use by any thread.
 */
@ApplicationScoped
public class BlockingQueries implements AutoCloseable {
    private static final long DEFAULT_WAIT_NANOS = TimeUnit.SECONDS.toNanos(300);
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(600);
    private static final int JITTER_FRACTION = 16;

    private final ReplicatedLog log;
    private final Fsm fsm;
    private final ServiceThreads threads;
    private final LargeAnswers large;
    private final Set<ParkedQuery<?>> parked = ConcurrentHashMap.newKeySet();

    /** Reads the state of one moment. May run many times, on any thread; must not keep the request. */
    @FunctionalInterface
    public interface Reading<T> {
        /** What was found; a null value says that the one thing asked for does not exist. */
        Indexed<T> read(ReadTxn txn, WatchSet watch);
    }

    /** Makes the answer of what was read. */
    @FunctionalInterface
    public interface Rendering<T> {
        Answer render(T value, List<Header> meta);
    }

    /** A read with its answer; {@code many} says that it may find many rows. */
    record Query<T>(Call call, Reading<T> reading, Visible<T> visible, Rendering<T> rendering, boolean many) {
        ReadOptions options() {
            return call.options();
        }

        /** Reads a state as it is and answers. */
        Answer answer(StateStore store, ReadGrant grant) {
            return answer(reading.read(store.read(), null), grant);
        }

        Answer answer(Indexed<T> found, ReadGrant grant) {
            return rendering.render(
                    visible.to(call.authority(), found.value()), QueryMeta.headers(found.index(), grant));
        }
    }

    /** Made by the container, or by hand from its parts. */
    @Inject
    public BlockingQueries(ReplicatedLog log, Fsm fsm, ServiceThreads threads, LargeAnswers large) {
        this.log = log;
        this.fsm = fsm;
        this.threads = threads;
        this.large = large;
    }

    /**
     * Reads a row and answers. The future is done already when nothing had to be waited for, else it completes on one of
     * the service threads. It never fails; cancelling it ends the wait and frees what it holds.
     */
    public <T> CompletableFuture<Answer> answer(
            Call call, Reading<T> reading, Visible<T> visible, Rendering<T> rendering) {
        return answer(new Query<>(call, reading, visible, rendering, false));
    }

    /** As {@link #answer}, for what may find many rows: not to be called on an I/O thread. */
    public <T> CompletableFuture<Answer> answerMany(
            Call call, Reading<T> reading, Visible<T> visible, Rendering<T> rendering) {
        return answer(new Query<>(call, reading, visible, rendering, true));
    }

    private <T> CompletableFuture<Answer> answer(Query<T> query) {
        query.call().requireLocal();
        return withGrant(query.options().consistency(), grant -> granted(query, grant));
    }

    /** As {@link #once}, with an answer that may be large. */
    public CompletionStage<Answer> answerOnce(Call call, BiFunction<ReadTxn, ReadGrant, Answer> answering) {
        return once(call, (txn, grant) -> grant)
                .thenComposeAsync(
                        grant -> {
                            Supplier<Answer> work =
                                    () -> answering.apply(fsm.store().read(), grant);
                            Supplier<Answer> alone = () -> large.reading(work);
                            return large.admit(alone.get(), alone);
                        },
                        threads);
    }

    /** Lets an answer start that cannot be made again; while it waits, what it holds is held. */
    public CompletionStage<Answer> admit(Answer answer) {
        return large.admit(answer, () -> answer);
    }

    /**
     * Reads once, at the wished consistency but without waiting for a change.
     *
     * @return what the reading made; may fail with {@link RaftException} or with what the reading throws
     */
    public <T> CompletionStage<T> once(Call call, BiFunction<ReadTxn, ReadGrant, T> reading) {
        call.requireLocal();
        ReadOptions options = call.options();
        return log.awaitReadable(options.consistency())
                .thenCompose(grant -> isTooStale(options, grant)
                        ? log.awaitReadable(Consistency.DEFAULT)
                        : CompletableFuture.completedFuture(grant))
                .thenApply(grant -> reading.apply(fsm.store().read(), grant));
    }

    /** The state of this server as it is now, however old that is. */
    public ReadTxn state() {
        return fsm.store().read();
    }

    /** How many reads wait for a change. */
    public int waiting() {
        return parked.size();
    }

    /** Answers every waiting read that the server stops. */
    @Override
    @PreDestroy
    public void close() {
        Answer stopping = Failures.answer(new RaftException(RaftException.Kind.SHUTDOWN, "stopping"));
        parked.forEach(query -> query.answer().complete(stopping));
    }

    private <T> CompletableFuture<Answer> granted(Query<T> query, ReadGrant grant) {
        if (isTooStale(query.options(), grant)) {
            return withGrant(Consistency.DEFAULT, fresh -> read(query, fresh));
        }
        return read(query, grant);
    }

    private <T> CompletableFuture<Answer> read(Query<T> query, ReadGrant grant) {
        if (!query.options().isBlocking()) {
            Supplier<Answer> answer = () -> inTurn(query, () -> query.answer(fsm.store(), grant));
            return large.admit(answer.get(), answer);
        }
        return new ParkedQuery<>(query, this).start(grant);
    }

    /** Runs a part of a query, which must not wait for anything; what may collect many rows waits for its turn. */
    <R> R inTurn(Query<?> query, Supplier<R> work) {
        return query.many() ? large.reading(work) : work.get();
    }

    private static boolean isTooStale(ReadOptions options, ReadGrant grant) {
        boolean never = grant.lastContactMs() < 0;
        return options.maxStaleNanos() > 0
                && (never || TimeUnit.MILLISECONDS.toNanos(grant.lastContactMs()) > options.maxStaleNanos());
    }

    private CompletableFuture<Answer> withGrant(
            Consistency consistency, Function<ReadGrant, CompletableFuture<Answer>> next) {
        try {
            CompletableFuture<ReadGrant> grant = log.awaitReadable(consistency).toCompletableFuture();
            if (grant.isDone()) {
                return next.apply(grant.join());
            }
            var answer = Cancelling.compose(grant, next, threads);
            return Cancelling.with(answer.exceptionally(Failures::answer), answer);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Failures.answer(e));
        }
    }

    /** The wait asked for, within bounds, plus a random part that keeps clients from coming back all at once. */
    public static long boundedWaitNanos(long asked) {
        long wait = asked <= 0 ? DEFAULT_WAIT_NANOS : Math.min(asked, MAX_WAIT_NANOS);
        return wait + ThreadLocalRandom.current().nextLong(wait / JITTER_FRACTION + 1);
    }

    ReplicatedLog log() {
        return log;
    }

    Fsm fsm() {
        return fsm;
    }

    LargeAnswers large() {
        return large;
    }

    ServiceThreads threads() {
        return threads;
    }

    Set<ParkedQuery<?>> parked() {
        return parked;
    }
}
