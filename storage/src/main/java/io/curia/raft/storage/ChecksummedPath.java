package io.curia.raft.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files to which MVStore writes each commit with a checksum of all of it, which {@link MvChunks} looks at before MVStore
 * reads: MVStore itself checks the two ends only. Public because MVStore makes instances by reflection.
 */
public final class ChecksummedPath extends FilePathWrapper {
    /** What stands before the path of such a file, colon included. */
    static final String PREFIX = "checksummed:";

    static {
        FilePath.register(new ChecksummedPath());
    }

    /** The path of a file under its plain name. */
    static String of(String fileName) {
        return PREFIX + fileName;
    }

    @Override
    public String getScheme() {
        return PREFIX.substring(0, PREFIX.length() - 1);
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new ChecksummedChannel(getBase().open(mode));
    }
}
