package io.curia.it.single;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.ClientConstants;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** The batch jobs of the deployed EAR, as the management API shows them. Not thread-safe. */
final class Jobs {
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "STOPPED", "ABANDONED");

    private final ModelControllerClient client;
    private final ModelNode batch;

    /**
     * What became of an execution.
     *
     * @param id its number
     * @param batchStatus how it ended
     * @param exitStatus what it says of itself
     */
    record Ended(long id, String batchStatus, String exitStatus) {}

    Jobs(ModelControllerClient client, String deployment) {
        this.client = client;
        this.batch = Operations.createAddress(
                ClientConstants.DEPLOYMENT,
                deployment,
                "subdeployment",
                "curia-ejb.jar",
                ClientConstants.SUBSYSTEM,
                "batch-jberet");
    }

    Set<String> names() throws IOException {
        var children = Operations.createOperation("read-children-names", batch);
        children.get("child-type").set("job");
        return Set.copyOf(
                run(children).asList().stream().map(ModelNode::asString).toList());
    }

    Ended run(String job, Map<String, String> parameters) throws IOException {
        var start = Operations.createOperation("start-job", batch);
        start.get("job-xml-name").set(job);
        parameters.forEach((name, value) -> start.get("properties").get(name).set(value));
        return awaitEnd(job, run(start).asLong());
    }

    Ended restart(String job, long execution) throws IOException {
        var restart = Operations.createOperation("restart-job", batch);
        restart.get("execution-id").set(execution);
        return awaitEnd(job, run(restart).asLong());
    }

    private Ended awaitEnd(String job, long execution) {
        // an execution shows a moment after its start
        return await().atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ended(job, execution), ended -> ENDS.contains(ended.batchStatus()));
    }

    private Ended ended(String job, long execution) throws IOException {
        var address = batch.clone().add("job", job).add("execution", Long.toString(execution));
        var read = Operations.createReadResourceOperation(address);
        read.get("include-runtime").set(true);
        var resource = run(read);
        return new Ended(
                execution,
                resource.get("batch-status").asString(),
                resource.get("exit-status").asString());
    }

    private ModelNode run(ModelNode operation) throws IOException {
        var answer = client.execute(operation);
        if (!Operations.isSuccessfulOutcome(answer)) {
            throw new IOException(Operations.getFailureDescription(answer).asString());
        }
        return Operations.readResult(answer);
    }
}
