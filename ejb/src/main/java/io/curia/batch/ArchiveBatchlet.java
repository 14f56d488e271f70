package io.curia.batch;

import io.curia.archives.SnapshotException;
import io.curia.cluster.Caller;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.inject.Inject;
import java.nio.file.Path;

/** Does one thing with the archive on which the job works, which a stop of the job does not break off. */
abstract class ArchiveBatchlet extends AbstractBatchlet {
    @Inject
    private JobContext job;

    /** Does it. */
    abstract void run(Path archive, Caller caller) throws SnapshotException;

    @Override
    public String process() throws SnapshotException {
        run(JobFiles.of(job).work(), Caller.job(job.getJobName(), job.getExecutionId()));
        return null;
    }
}
