package io.curia.batch;

import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Gives a job whose step has failed an exit status that says why. */
@Dependent
@Named("failureStatus")
public class FailureStatus implements StepListener {
    @Inject
    private JobContext job;

    @Inject
    private StepContext step;

    @Override
    public void beforeStep() {
        // only the end of a step is of interest
    }

    @Override
    public void afterStep() {
        Exception failure = step.getException();
        if (failure != null) {
            job.setExitStatus(BatchStatus.FAILED + ": " + Failure.text(failure));
        }
    }
}
