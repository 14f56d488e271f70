package io.curia.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** Writes blocks to the job's temporary file, which begins anew, and forces them to the disk at each checkpoint. */
@Dependent
@Named("blockWriter")
public class BlockWriter extends AbstractItemWriter {
    @Inject
    private JobContext job;

    private FileChannel out;

    @Override
    public void open(Serializable checkpoint) throws IOException {
        out = JobFiles.of(job).beginWork();
    }

    @Override
    public void writeItems(List<Object> blocks) throws IOException {
        try {
            for (Object block : blocks) {
                var left = ByteBuffer.wrap((byte[]) block);
                while (left.hasRemaining()) {
                    out.write(left);
                }
            }
            out.force(true);
        } catch (IOException e) {
            throw NamedFile.fault(JobFiles.of(job).work(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
