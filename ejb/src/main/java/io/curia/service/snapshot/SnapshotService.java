package io.curia.service.snapshot;

import io.curia.archives.RestorePreview;
import io.curia.archives.SavedState;
import io.curia.archives.SnapshotException;
import io.curia.archives.StateArchives;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Datacenters;
import io.curia.http.Failures;
import io.curia.http.QueryMeta;
import io.curia.http.ReadOptions;
import io.curia.raft.api.Consistency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * {@code /v1/snapshot}: requests and answers about the archives of the state. Safe for use by any thread;
 * {@link #restore} blocks.
 */
@ApplicationScoped
public class SnapshotService {
    private final StateArchives archives;
    private final Datacenters datacenters;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SnapshotService(StateArchives archives, Datacenters datacenters) {
        this.archives = archives;
        this.datacenters = datacenters;
    }

    /** For the container's proxy only. */
    protected SnapshotService() {
        this(null, null);
    }

    /**
     * What answers a request for an archive.
     *
     * @param head status and headers, and the body if the request is refused
     * @param archive the body otherwise, else null
     */
    public record SavedSnapshot(Answer head, SavedState.Body archive) {}

    /** Takes an archive: of the leader's state by default, of this server's with {@code stale}. */
    public CompletionStage<SavedSnapshot> save(ApiRequest request) {
        CompletionStage<SavedState> saved;
        try {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            datacenters.requireLocal(options);
            var consistency = options.consistency() == Consistency.STALE ? Consistency.STALE : Consistency.CONSISTENT;
            saved = archives.startSave(consistency, request.caller());
        } catch (RuntimeException e) {
            saved = CompletableFuture.failedFuture(e);
        }
        return saved.thenApply(SnapshotService::answer)
                .exceptionally(failure -> new SavedSnapshot(refusal(failure), null));
    }

    private static SavedSnapshot answer(SavedState saved) {
        var headers = QueryMeta.headers(saved.index(), saved.grant());
        return new SavedSnapshot(Answer.of(200, "application/x-gzip", headers, null), saved.archive());
    }

    /**
     * Puts an archive in the place of the state, or with {@code preview} only tells what that would change.
     *
     * @param body the archive; read once, not closed
     */
    public Answer restore(ApiRequest request, InputStream body) {
        try {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            datacenters.requireLocal(options);
            if (request.params().has("preview")) {
                var preview = archives.preview(body, declaredLength(request), options.consistency());
                return answer(preview, options.pretty());
            }
            if (request.params().has("stale")) {
                return Answer.text(500, "stale not allowed for restore");
            }
            archives.restore(body, declaredLength(request), request.caller());
            return Answer.empty(200);
        } catch (SnapshotException | RuntimeException e) {
            return refusal(e);
        }
    }

    private static Answer answer(RestorePreview preview, boolean pretty) {
        return Answer.json(PreviewJson.of(preview, pretty), QueryMeta.headers(preview.index(), preview.grant()));
    }

    private static OptionalLong declaredLength(ApiRequest request) {
        String length = request.headers().first("Content-Length");
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Answer refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof SnapshotException.Busy) {
            return Answer.text(503, cause.getMessage());
        } else if (cause instanceof SnapshotException.TooLarge) {
            return Answer.text(413, cause.getMessage());
        } else if (cause instanceof SnapshotException.Unavailable unavailable) {
            return Failures.answer(unavailable.failure());
        } else if (cause instanceof SnapshotException) {
            return Answer.text(500, cause.getMessage());
        }
        return Failures.answer(failure);
    }
}
