package io.curia.batch;

import io.curia.http.Answer;
import io.curia.http.Caller;
import io.curia.service.snapshot.SnapshotService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;

/** Puts the archive in the place of the state. */
@Dependent
@Named("restoreState")
public class RestoreState extends ArchiveBatchlet {
    @Inject
    private SnapshotService service;

    @Override
    Answer run(Path archive, Caller caller) {
        return service.restore(archive, caller);
    }
}
