package io.curia.agent.check;

import java.util.concurrent.CompletableFuture;

/** Looks once whether something is well. Thread-safe. */
@FunctionalInterface
public interface Probe {
    /** Starts a look; never blocks for it. The future never fails, completes on any thread, and within the time limit. */
    CompletableFuture<Outcome> run();
}
