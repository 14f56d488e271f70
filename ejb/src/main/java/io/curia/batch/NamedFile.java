package io.curia.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files whose faults name them, which those of reads and writes do not by themselves. */
final class NamedFile {
    private NamedFile() {}

    /**
     * Opens a file for reading; the caller closes it.
     *
     * @throws FileSystemException if there is none that can be read; so do the reads
     */
    static InputStream read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory, not an archive");
        }
        return new Reading(file, Files.newInputStream(file));
    }

    /** A fault of a file, with its name. */
    static FileSystemException fault(Path file, IOException fault) {
        var named = new FileSystemException(file.toString(), null, fault.getMessage());
        named.initCause(fault);
        return named;
    }

    private static final class Reading extends FilterInputStream {
        private final Path file;

        Reading(Path file, InputStream in) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw fault(file, e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw fault(file, e);
            }
        }
    }
}
