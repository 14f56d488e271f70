package io.curia.snapshotagent;

import io.curia.fsm.standard.StandardFsm;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Makes sure that an archive can be restored. */
final class ArchiveCheck {
    private ArchiveCheck() {}

    /**
     * Reads to the end and looks at the checksums. Needs little memory.
     *
     * @throws IOException if the archive is not whole and sound
     */
    static void sums(InputStream archive) throws IOException {
        var verified = ArchiveReader.read(new BufferedInputStream(archive), state -> {});
        requireRestorable(verified.meta(), verified.stateBytes());
    }

    /**
     * Reads the whole state too, as a restore does, and drops it. Needs as much memory as the state.
     *
     * @return the index of the last change in it
     * @throws IOException if the archive could not be restored
     */
    static long state(InputStream archive) throws IOException {
        var archived = StandardFsm.create(Runnable::run).readArchive(new BufferedInputStream(archive));
        requireRestorable(archived.meta(), archived.stateBytes());
        return archived.meta().index();
    }

    private static void requireRestorable(ArchiveMeta meta, long stateBytes) throws ArchiveException {
        if (meta.version() != ArchiveMeta.VERSION) {
            throw new ArchiveException("unsupported snapshot version " + meta.version());
        } else if (meta.size() != stateBytes) {
            throw new ArchiveException(
                    "the archive says that its state has " + meta.size() + " bytes, but it has " + stateBytes);
        }
    }
}
