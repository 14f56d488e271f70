package io.curia.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.http.Answer;
import io.curia.http.Caller;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;

/** Does one thing with the archive on which the job works, which a stop of the job does not break off. */
abstract class ArchiveBatchlet extends AbstractBatchlet {
    @Inject
    private JobContext job;

    /** Answers status 200, or the text that becomes the exit status. */
    abstract Answer run(Path archive, Caller caller);

    @Override
    public String process() throws IOException {
        var answer = run(JobFiles.of(job).work(), Caller.job(job.getJobName(), job.getExecutionId()));
        if (answer.status() != 200) {
            throw new IOException(
                    answer.body() == null ? "status " + answer.status() : new String(answer.body(), UTF_8));
        }
        return null;
    }
}
