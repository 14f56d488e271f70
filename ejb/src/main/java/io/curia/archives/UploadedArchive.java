package io.curia.archives;

import io.curia.fsm.ArchivedState;
import io.curia.fsm.Fsm;
import io.curia.snapshot.ArchiveException;
import io.curia.state.StagedRestore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** An archive in a file, which is deleted at the close if it was made for this. For use by one thread. */
final class UploadedArchive implements AutoCloseable {
    /** What stands before the faults of an archive that is sound in itself. */
    static final String RAFT_ERROR = "Raft error when restoring snapshot: ";

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final boolean temporary;

    private UploadedArchive(Path file, boolean temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * An archive that lies in a file, and stays there.
     *
     * @throws SnapshotException.TooLarge if it is longer than can be restored
     * @throws IOException if there is no such file
     */
    static UploadedArchive lyingAt(Path file) throws IOException {
        if (Files.size(file) > StagedRestore.LIMIT) {
            throw tooLarge();
        }
        return new UploadedArchive(file, false);
    }

    /**
     * Takes the body of a request, all of it.
     *
     * @param declared the length that the request claims
     * @throws SnapshotException.TooLarge if it is longer than can be restored
     * @throws ArchiveException if the body ends early, with the text for the client
     * @throws IOException if there is no room
     */
    static UploadedArchive receive(ScratchDirectory scratch, InputStream body, OptionalLong declared)
            throws IOException {
        if (declared.orElse(0) > StagedRestore.LIMIT) {
            throw tooLarge();
        }
        var archive = new UploadedArchive(scratch.newFile(), true);
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(archive.file)) {
            copy(body, out);
            whole = true;
        } finally {
            if (!whole) {
                archive.close();
            }
        }
        return archive;
    }

    private static void copy(InputStream body, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
            length += count;
            if (length > StagedRestore.LIMIT) {
                throw tooLarge();
            }
            out.write(buffer, 0, count);
        }
    }

    /** Whatever keeps the rest from coming: all that is known of the archive is that it is cut short. */
    private static int read(InputStream body, byte[] buffer) throws ArchiveException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new ArchiveException("unexpected EOF", e);
        }
    }

    private static SnapshotException tooLarge() {
        return new SnapshotException.TooLarge(StagedRestore.LIMIT);
    }

    /**
     * Reads all of it.
     *
     * @param heap where its state has to find room
     * @throws ArchiveException if it must not be restored, with the text for the client
     */
    ArchivedState verify(Fsm fsm, HeapRoom heap) throws ArchiveException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var archived = fsm.readArchive(in, heap);
            requireRestorable(archived, fsm.lastAppliedIndex());
            return archived;
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw refused("failed to restore snapshot: " + e.getMessage());
        }
    }

    private static void requireRestorable(ArchivedState archived, long presentIndex) throws ArchiveException {
        try {
            archived.requireRestorable(presentIndex);
        } catch (ArchiveException e) {
            throw refused(e.getMessage());
        }
    }

    private static ArchiveException refused(String why) {
        return new ArchiveException(RAFT_ERROR + why);
    }

    /** The bytes, to be closed by the caller. */
    InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    /** How many bytes there are. */
    long length() throws IOException {
        return Files.size(file);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
