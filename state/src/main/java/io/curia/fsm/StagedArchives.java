package io.curia.fsm;

import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the archive that comes through the log on a thread of its own, so that the command that switches to it finds the
 * state ready. It is an advantage only: whatever was not read in the background is read when the switch comes, with the
 * same result. One archive at a time; the thread holds no bytes that are not part of the present state as well.
 *
 * <p>Belongs to the thread that applies entries, but for {@link #whenRead} and {@link #drop}.
 */
final class StagedArchives {
    /** Reads an archive; the same bytes give the same state on any thread. */
    interface Reader {
        ArchivedState read(InputStream archive) throws IOException;
    }

    private static final Logger LOG = System.getLogger(StagedArchives.class.getName());

    private final Reader reader;
    private volatile ArchiveBuild build;

    StagedArchives(Reader reader) {
        this.reader = reader;
    }

    /** Takes note of a chunk that was added to the state. */
    void staged(RestoreChunk chunk) {
        if (chunk.sequence() == 0) {
            drop();
            build = start(chunk.restore());
        }
        var present = build;
        if (present != null && present.restore().equals(chunk.restore())) {
            present.add(chunk);
        }
    }

    /** Where no thread can be had, the chunks are read at the switch. */
    private ArchiveBuild start(String restore) {
        try {
            return ArchiveBuild.start(restore, reader);
        } catch (OutOfMemoryError e) {
            LOG.log(Level.WARNING, "no thread for reading a restore in the background: {0}", e.getMessage());
            return null;
        }
    }

    /** Gives up what is being read. */
    void drop() {
        var given = build;
        build = null;
        if (given != null) {
            given.cancel();
        }
    }

    /** Completes when all of a restore's chunks are read, or at once if they are not read here; never fails. */
    CompletionStage<Void> whenRead(String restore) {
        var present = build;
        return present != null && present.restore().equals(restore)
                ? present.done()
                : CompletableFuture.completedStage(null);
    }

    /**
     * The state of an archive that came whole. Waits for the background, or reads the chunks here.
     *
     * @throws IOException if it cannot be read
     */
    ArchivedState take(String restore, List<ByteString> chunks) throws IOException {
        var present = build;
        build = null;
        if (present != null && present.restore().equals(restore)) {
            var state = present.await(chunks.size());
            if (state != null) {
                return state;
            }
        }
        var stream = new ChunkStream();
        chunks.forEach(stream::add);
        stream.end();
        return reader.read(stream);
    }
}
