package io.curia.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/**
 * Reads and verifies an archive as it streams by (snapshot-format §1): members in any order, checksums of all, nothing
 * after the end. Memory does not depend on the archive's size. Stateless.
 */
public final class ArchiveReader {
    static final String META = "meta.json";
    static final String STATE = "state.bin";
    static final String SUMS = "SHA256SUMS";

    /** They are read into memory, where metadata take some ten times as much; honest ones have a few hundred bytes. */
    private static final int LARGEST_SIDE_FILE = 1024 * 1024;

    private ArchiveReader() {}

    /** Takes {@code state.bin}. What it learns holds only if the whole archive turns out to be good. */
    public interface StateReader {
        /**
         * Reads as much as it wants.
         *
         * @throws IOException if it cannot use what it read; passed on as it is
         */
        void read(InputStream state) throws IOException;
    }

    /**
     * An archive that was verified.
     *
     * @param meta what it says of itself
     * @param stateBytes the true length of {@code state.bin}
     */
    public record Verified(ArchiveMeta meta, long stateBytes) {}

    /**
     * Reads to the end.
     *
     * @throws ArchiveException if it is no whole and sound archive
     * @throws IOException if the stream fails, or what {@code state} throws
     */
    public static Verified read(InputStream in, StateReader state) throws IOException {
        GzipSource gzip;
        try {
            gzip = new GzipSource(in);
        } catch (ArchiveException e) {
            throw new ArchiveException("failed to decompress snapshot: " + e.getMessage(), e);
        }
        try (gzip) {
            var members = new Members(gzip, state);
            var verified = members.read();
            requireEnd(gzip);
            return verified;
        }
    }

    private static void requireEnd(InputStream gzip) throws IOException {
        long unread = gzip.transferTo(java.io.OutputStream.nullOutputStream());
        if (unread > 0) {
            throw new ArchiveException(unread + " unread uncompressed bytes remain");
        }
    }

    private static ArchiveException unreadable(String what, ArchiveException cause) {
        return new ArchiveException("failed to read snapshot file: " + what + cause.getMessage(), cause);
    }

    /** The members of one archive as they come by. */
    private static final class Members {
        private final TarSource tar;
        private final StateReader state;
        private final Checksums checksums = new Checksums(META, STATE);
        private ArchiveMeta meta;
        private byte[] sums = {};
        private long stateBytes;

        Members(InputStream in, StateReader state) {
            this.tar = new TarSource(in);
            this.state = state;
        }

        Verified read() throws IOException {
            for (var member = next(); member != null; member = next()) {
                switch (member.name()) {
                    case META -> readMeta();
                    case STATE -> readState(member.size());
                    case SUMS -> sums = sideFile("failed to read snapshot hashes: ");
                    default ->
                        throw new ArchiveException(
                                "failed to read snapshot file: unexpected file \"" + member.name() + "\" in snapshot");
                }
            }
            try {
                checksums.verify(sums);
            } catch (ArchiveException e) {
                throw unreadable("failed checking integrity of snapshot: ", e);
            }
            return new Verified(meta, stateBytes);
        }

        private TarSource.Member next() throws IOException {
            try {
                return tar.next();
            } catch (ArchiveException e) {
                throw unreadable("failed reading snapshot: ", e);
            }
        }

        private void readMeta() throws IOException {
            byte[] json = sideFile("failed to read snapshot metadata: ");
            checksums.of(META).update(json);
            try {
                meta = MetaJson.read(json);
            } catch (ArchiveException e) {
                throw unreadable("failed to decode snapshot metadata: ", e);
            }
        }

        private void readState(long size) throws IOException {
            stateBytes += size;
            var body = new FaultMarking(tar.body());
            var hashed = new DigestInputStream(body, checksums.of(STATE));
            try {
                state.read(hashed);
                hashed.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // a reader of the state stumbles over the archive's fault, which is what is to be told
                throw body.fault == null ? e : unreadable("failed to read or write snapshot data: ", body.fault);
            }
        }

        private byte[] sideFile(String what) throws IOException {
            try {
                byte[] bytes = tar.body().readNBytes(LARGEST_SIDE_FILE + 1);
                if (bytes.length > LARGEST_SIDE_FILE) {
                    throw new ArchiveException("file too large");
                }
                return bytes;
            } catch (ArchiveException e) {
                throw unreadable(what, e);
            }
        }
    }

    /** Remembers a fault of the archive that a read met. */
    private static final class FaultMarking extends java.io.FilterInputStream {
        private ArchiveException fault;

        FaultMarking(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (ArchiveException e) {
                fault = e;
                throw e;
            }
        }
    }
}
