package io.curia.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Futures whose cancelling reaches what they wait for, which the JDK's own do not do. */
public final class Cancelling {
    private Cancelling() {}

    /** Has the cancelling of a future cancel another one besides; returns the first. */
    public static <T> CompletableFuture<T> with(CompletableFuture<T> future, CompletableFuture<?> source) {
        future.whenComplete((done, failure) -> {
            if (future.isCancelled()) {
                source.cancel(false);
            }
        });
        return future;
    }

    /** What comes of the next stage, which begins when the first is done, unless the result is cancelled before. */
    public static <A, B> CompletableFuture<B> compose(
            CompletableFuture<A> first, Function<A, CompletableFuture<B>> next, Executor threads) {
        CompletableFuture<B> result = new CompletableFuture<>();
        first.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(failure);
                    } else if (!result.isDone()) {
                        follow(result, done, next);
                    }
                },
                threads);
        return result;
    }

    private static <A, B> void follow(CompletableFuture<B> result, A first, Function<A, CompletableFuture<B>> next) {
        try {
            CompletableFuture<B> second = next.apply(first);
            with(result, second);
            second.whenComplete((done, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                } else {
                    result.complete(done);
                }
            });
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
