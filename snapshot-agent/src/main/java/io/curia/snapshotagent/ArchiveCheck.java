package io.curia.snapshotagent;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackStream;
import io.curia.fsm.EntryType;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
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
        verified.meta().requireState();
    }

    /**
     * Reads every record of the state too, one at a time: an agent inside a server must not need the memory of a second
     * state.
     *
     * @return the index of the last change in it
     * @throws IOException if the archive is not whole and sound, or holds what is no record
     */
    static long records(InputStream archive) throws IOException {
        var verified = ArchiveReader.read(new BufferedInputStream(archive), ArchiveCheck::readRecords);
        requireRestorable(verified.meta(), verified.stateBytes());
        return verified.meta().index();
    }

    private static void readRecords(InputStream state) throws IOException {
        var records = new MsgpackStream(new BufferedInputStream(state));
        try {
            records.value().skip();
            for (int type = records.plainByte(); type >= 0; type = records.plainByte()) {
                if (!EntryType.isNamed(type)) {
                    throw new IOException("Unrecognized msg type " + type);
                }
                records.value().skip();
            }
        } catch (MsgpackException | EOFException e) {
            throw new IOException("the state holds what is no record: " + e.getMessage(), e);
        }
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
