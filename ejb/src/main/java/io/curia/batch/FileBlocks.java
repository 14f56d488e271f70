package io.curia.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** Reads the job's archive in blocks, always from its beginning. */
@Dependent
@Named("fileBlocks")
public class FileBlocks extends AbstractItemReader {
    @Inject
    private JobContext job;

    private InputStream in;

    @Override
    public void open(Serializable checkpoint) throws IOException {
        in = NamedFile.read(JobFiles.of(job).file());
    }

    @Override
    public byte[] readItem() throws IOException {
        byte[] block = in.readNBytes(BlockOutput.BLOCK);
        return block.length == 0 ? null : block;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
