package io.curia.batch;

import jakarta.batch.runtime.context.JobContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * The files of one execution of a job; its steps find them in the job's transient data.
 *
 * @param file the archive as the parameter {@code file} names it
 * @param work what the steps write or read; the same as {@code file} if nothing is written
 */
record JobFiles(Path file, Path work) {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    JobFiles {
        Objects.requireNonNull(file);
        Objects.requireNonNull(work);
    }

    static JobFiles of(JobContext job) {
        return (JobFiles) job.getTransientUserData();
    }

    boolean workIsTemporary() {
        return !work.equals(file);
    }

    /**
     * Makes the temporary file anew, readable by its owner only where the file system knows such modes. What has its name
     * is deleted first and never written to: it may be a link, or readable by others.
     *
     * @throws IOException if it cannot be made, also if another makes one of that name at this moment
     */
    FileChannel beginWork() throws IOException {
        Files.deleteIfExists(work);
        var options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        boolean modes = work.getFileSystem().supportedFileAttributeViews().contains("posix");
        // an archive holds secrets
        return FileChannel.open(work, options, modes ? OWNER_ONLY : NO_ATTRIBUTES);
    }
}
