package io.curia.batch;

import io.curia.archives.ScratchDirectory;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a job's parameters before its first step, and after the last one deletes what is temporary and gives the job an
 * exit status that says what was done: WildFly's console shows that, but no metrics of steps.
 */
@Dependent
@Named("snapshotJob")
public class SnapshotJob implements JobListener {
    private static final String BESIDE = "beside";
    private static final String SCRATCH = "scratch";

    @Inject
    @BatchProperty
    private String file;

    @Inject
    @BatchProperty
    private String stale;

    @Inject
    @BatchProperty
    private String work;

    @Inject
    private JobContext job;

    @Inject
    private ScratchDirectory scratch;

    @Override
    public void beforeJob() throws IOException {
        if (file == null || file.isBlank()) {
            throw refused("parameter file is missing: the absolute path of the archive");
        }
        var path = Path.of(file);
        if (!path.isAbsolute()) {
            throw refused("parameter file is no absolute path: " + file);
        }
        if (path.getFileName() == null) {
            throw refused("parameter file is a directory, not an archive: " + file);
        }
        if (!Stale.isValid(stale)) {
            throw refused("parameter stale is neither true nor false: " + stale);
        }
        job.setTransientUserData(new JobFiles(path, workOf(path)));
    }

    private Path workOf(Path path) throws IOException {
        if (BESIDE.equals(work)) {
            return path.resolveSibling(path.getFileName() + "." + job.getExecutionId() + ".unverified");
        }
        return SCRATCH.equals(work) ? scratch.newFile() : path;
    }

    private BatchRuntimeException refused(String why) {
        job.setExitStatus(BatchStatus.FAILED + ": " + why);
        return new BatchRuntimeException(why);
    }

    @Override
    public void afterJob() throws IOException {
        var files = JobFiles.of(job);
        if (files == null) {
            return;
        }
        if (files.workIsTemporary()) {
            Files.deleteIfExists(files.work());
        }
        String steps = BatchRuntime.getJobOperator().getStepExecutions(job.getExecutionId()).stream()
                .map(SnapshotJob::told)
                .collect(Collectors.joining("; "));
        String status = job.getExitStatus() == null ? job.getBatchStatus().name() : job.getExitStatus();
        job.setExitStatus(status + " (" + steps + ")");
    }

    private static String told(StepExecution step) {
        String counts = Stream.of(step.getMetrics())
                .filter(metric -> metric.getType() == Metric.MetricType.READ_COUNT
                        || metric.getType() == Metric.MetricType.WRITE_COUNT
                        || metric.getType() == Metric.MetricType.COMMIT_COUNT)
                .filter(metric -> metric.getValue() > 0)
                .sorted((a, b) -> a.getType().compareTo(b.getType()))
                .map(metric -> metric.getType() + "=" + metric.getValue())
                .collect(Collectors.joining(" "));
        String status = step.getBatchStatus().name();
        String more = status.equals(step.getExitStatus()) || step.getExitStatus() == null ? "" : step.getExitStatus();
        return Stream.of(step.getStepName(), status, counts, more)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
