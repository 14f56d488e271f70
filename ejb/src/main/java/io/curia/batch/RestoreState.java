package io.curia.batch;

import io.curia.archives.SnapshotException;
import io.curia.archives.StateArchives;
import io.curia.cluster.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;

/** Puts the archive in the place of the state. */
@Dependent
@Named("restoreState")
public class RestoreState extends ArchiveBatchlet {
    @Inject
    private StateArchives archives;

    @Override
    void run(Path archive, Caller caller) throws SnapshotException {
        archives.restore(archive, caller);
    }
}
