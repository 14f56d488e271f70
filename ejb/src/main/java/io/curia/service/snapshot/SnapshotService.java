package io.curia.service.snapshot;

import io.curia.archives.RestorePreview;
import io.curia.archives.SavedState;
import io.curia.archives.SnapshotException;
import io.curia.archives.StateArchives;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.QueryMeta;
import io.curia.raft.api.Consistency;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * {@code /v1/snapshot}: requests and answers about the archives of the state. Safe for use by any thread;
 * {@link #restore} blocks.
 */
@ApplicationScoped
public class SnapshotService {
    private final StateArchives archives;

    /** Made by the container, or by hand. */
    @Inject
    public SnapshotService(StateArchives archives) {
        this.archives = archives;
    }

    /** Takes an archive: of the leader's state by default, of this server's with {@code stale}. */
    public CompletionStage<Answer> save(Call call) {
        call.requireLocal();
        boolean stale = call.options().consistency() == Consistency.STALE;
        return archives.startSave(stale ? Consistency.STALE : Consistency.CONSISTENT, call.caller())
                .thenApply(SnapshotService::answer);
    }

    private static Answer answer(SavedState saved) {
        var headers = QueryMeta.headers(saved.index(), saved.grant());
        return Answer.of(200, "application/x-gzip", headers, null).withWriter(saved.archive()::writeTo);
    }

    /** Puts the archive in the body in the place of the state, or with {@code preview} only tells what that would change. */
    public Answer restore(Call call) {
        call.requireLocal();
        try {
            if (call.params().has("preview")) {
                var preview = archives.preview(
                        call.body().stream(),
                        declaredLength(call),
                        call.options().consistency());
                return answer(preview, call.pretty());
            }
            if (call.params().has("stale")) {
                throw Refusal.rejected("stale not allowed for restore");
            }
            archives.restore(call.body().stream(), declaredLength(call), call.caller());
            return Answer.empty(200);
        } catch (SnapshotException e) {
            throw new CompletionException(e);
        }
    }

    private static Answer answer(RestorePreview preview, boolean pretty) {
        return Answer.json(PreviewJson.of(preview, pretty), QueryMeta.headers(preview.index(), preview.grant()));
    }

    private static OptionalLong declaredLength(Call call) {
        String length = call.headers().first("Content-Length");
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
