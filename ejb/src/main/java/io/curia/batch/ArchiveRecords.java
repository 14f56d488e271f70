package io.curia.batch;

import io.curia.codec.MsgpackStream;
import io.curia.snapshot.ArchiveReader;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Reads the archive on which the job works, record by record, and fails if it is not sound to its end. An item is the
 * type of a record.
 */
@Dependent
@Named("archiveRecords")
public class ArchiveRecords extends AbstractItemReader {
    private static final int ROOM = 4096;

    @Inject
    private JobContext job;

    private Handover<Integer> types;

    @Override
    public void open(Serializable checkpoint) throws IOException {
        Path file = JobFiles.of(job).work();
        InputStream in = new BufferedInputStream(NamedFile.read(file));
        types = new Handover<>("curia-batch-verify", ROOM, sink -> {
            try (in) {
                ArchiveReader.read(in, state -> readRecords(state, sink));
            }
        });
    }

    private static void readRecords(InputStream state, Handover.Sink<Integer> sink) throws IOException {
        var records = new MsgpackStream(new BufferedInputStream(state));
        records.value();
        for (int type = records.plainByte(); type >= 0; type = records.plainByte()) {
            records.value();
            sink.put(type);
        }
    }

    @Override
    public Integer readItem() throws IOException, InterruptedException {
        return types.next();
    }

    @Override
    public void close() throws InterruptedException {
        if (types != null) {
            types.stop();
        }
    }
}
