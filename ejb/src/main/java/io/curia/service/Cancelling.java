package io.curia.service;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Futures whose cancelling reaches what they wait for, which the JDK's own do not do. */
final class Cancelling {
    private Cancelling() {}

    /**
     * Has the cancelling of a future cancel another one besides.
     *
     * @param source gives the other one, or null as long as there is none
     * @return the future
     */
    static <T> CompletableFuture<T> with(CompletableFuture<T> future, Supplier<? extends CompletableFuture<?>> source) {
        future.whenComplete((done, failure) -> {
            CompletableFuture<?> other = future.isCancelled() ? source.get() : null;
            if (other != null) {
                other.cancel(false);
            }
        });
        return future;
    }
}
