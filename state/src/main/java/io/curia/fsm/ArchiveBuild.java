package io.curia.fsm;

import io.curia.model.RestoreChunk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The state of one archive that is being read while its chunks still come. Chunks come from one thread. */
final class ArchiveBuild {
    private final String restore;
    private final ChunkStream stream = new ChunkStream();
    private final CompletableFuture<ArchivedState> state = new CompletableFuture<>();
    private long count;

    private ArchiveBuild(String restore) {
        this.restore = restore;
    }

    /** Starts to read, on a thread that ends by itself when all is read or given up. */
    static ArchiveBuild start(String restore, StagedArchives.Reader reader) {
        var build = new ArchiveBuild(restore);
        var thread = new Thread(() -> build.run(reader), "curia-restore");
        thread.setDaemon(true);
        thread.start();
        return build;
    }

    private void run(StagedArchives.Reader reader) {
        try {
            state.complete(reader.read(stream));
        } catch (IOException | RuntimeException | Error e) {
            // whoever waits for the state learns of it
            state.completeExceptionally(e);
            stream.cancel();
        }
    }

    /** The id of the restore. */
    String restore() {
        return restore;
    }

    /** Gives it the next chunk. */
    void add(RestoreChunk chunk) {
        if (chunk.sequence() != count) {
            cancel();
            return;
        }
        count++;
        stream.add(chunk.data());
        if (chunk.last()) {
            stream.end();
        }
    }

    /** Ends the thread soon, and lets go of all it holds. */
    void cancel() {
        state.cancel(false);
        stream.cancel();
    }

    /** Completes when the thread has come to the end of what there is; never fails. */
    CompletionStage<Void> done() {
        return state.handle((read, failure) -> null);
    }

    /**
     * Waits for the state.
     *
     * @param chunks of how many chunks it must have been read
     * @return null if it was not read, or by a failure that says nothing of the archive
     * @throws IOException if the archive cannot be read
     */
    ArchivedState await(long chunks) throws IOException {
        if (count != chunks) {
            cancel();
            return null;
        }
        stream.end();
        try {
            return state.join();
        } catch (CancellationException e) {
            return null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException fault && !(fault instanceof InterruptedIOException)) {
                throw fault;
            }
            return null;
        }
    }
}
