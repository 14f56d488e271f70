package io.curia.batch;

import io.curia.http.Answer;
import io.curia.http.Caller;
import io.curia.service.snapshot.SnapshotService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;

/** Makes sure that the archive can be restored here. */
@Dependent
@Named("checkState")
public class CheckState extends ArchiveBatchlet {
    @Inject
    private SnapshotService service;

    @Override
    Answer run(Path archive, Caller caller) {
        return service.check(archive);
    }
}
