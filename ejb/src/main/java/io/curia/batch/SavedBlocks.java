package io.curia.batch;

import io.curia.archives.StateArchives;
import io.curia.cluster.Caller;
import io.curia.raft.api.Consistency;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;

/** Takes an archive of the state and reads it in blocks. A restart takes a new one, of the state as it is then. */
@Dependent
@Named("savedBlocks")
public class SavedBlocks extends AbstractItemReader {
    private static final int ROOM = 4;

    @Inject
    @BatchProperty
    private String stale;

    @Inject
    private StateArchives archives;

    @Inject
    private JobContext job;

    private Handover<byte[]> blocks;

    @Override
    public void open(Serializable checkpoint) throws IOException {
        var consistency = Stale.isTrue(stale) ? Consistency.STALE : Consistency.CONSISTENT;
        var saved = archives.save(consistency, Caller.job(job.getJobName(), job.getExecutionId()));
        blocks = new Handover<>("curia-batch-save", ROOM, sink -> {
            var out = new BlockOutput(sink);
            saved.archive().writeTo(out);
            out.finish();
        });
    }

    @Override
    public byte[] readItem() throws IOException, InterruptedException {
        return blocks.next();
    }

    @Override
    public void close() throws InterruptedException {
        if (blocks != null) {
            blocks.stop();
        }
    }
}
