package io.curia.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Gives the temporary file, which is whole and on disk, its final name; one that has the name is replaced. */
@Dependent
@Named("publishArchive")
public class PublishArchive extends AbstractBatchlet {
    @Inject
    private JobContext job;

    @Override
    public String process() throws IOException {
        var files = JobFiles.of(job);
        Files.move(files.work(), files.file(), StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(files.file().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return null;
    }
}
