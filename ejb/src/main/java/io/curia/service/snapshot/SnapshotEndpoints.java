package io.curia.service.snapshot;

import io.curia.cluster.Part;
import io.curia.http.Answer;
import io.curia.http.Call;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/**
 * Archives over HTTP: {@code /v1/snapshot} (snapshot-format §5). A restore blocks until all is done, so it wants a thread of
 * its own. Safe for use by any thread.
 */
@Part
public class SnapshotEndpoints {
    private final SnapshotService snapshots;

    /** Made by the container, or by hand. */
    @Inject
    public SnapshotEndpoints(SnapshotService snapshots) {
        this.snapshots = snapshots;
    }

    /** Takes an archive of the state, which is written while the client reads it. */
    public CompletionStage<Answer> save(Call call) {
        return snapshots
                .save(call.request())
                .thenApply(saved ->
                        saved.archive() == null ? saved.head() : saved.head().withWriter(saved.archive()::writeTo));
    }

    /** Puts an archive in the place of the state, or tells what that would change. */
    public Answer restore(Call call) {
        return snapshots.restore(call.request(), call.body().stream());
    }
}
