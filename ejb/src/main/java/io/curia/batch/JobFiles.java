package io.curia.batch;

import jakarta.batch.runtime.context.JobContext;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The files of one execution of a job; its steps find them in the job's transient data.
 *
 * @param file the archive as the parameter {@code file} names it
 * @param work what the steps write or read; the same as {@code file} if nothing is written
 */
record JobFiles(Path file, Path work) {
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
}
