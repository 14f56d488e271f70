package io.curia.cluster;

import java.util.concurrent.CompletionStage;

/** What may be done to the running server as a whole. Thread-safe. */
public interface ServerControl {
    /**
     * Reads the settings again.
     *
     * @throws RuntimeException if they are not acceptable any more; the message says why
     */
    void reload();

    /**
     * Leaves the cluster for good, unless it is the only server, then ends the process in order. The stage completes when
     * the cluster has let this server go and the end is near; it fails if it has not.
     */
    CompletionStage<Void> leave();

    /**
     * Has this server found the group anew with the state that it has, and ends the process in order so that it is started
     * again. The stage completes when what its next start has to do is on disk and the end is near.
     */
    CompletionStage<Void> foundAnew();
}
