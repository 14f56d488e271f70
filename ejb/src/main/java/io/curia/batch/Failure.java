package io.curia.batch;

import io.curia.archives.SnapshotException;
import io.curia.client.Faults;
import java.nio.file.FileSystemException;

/** Why something failed, in the words an operator reads. */
final class Failure {
    private Failure() {}

    static String text(Exception failure) {
        if (failure instanceof SnapshotException) {
            return failure.getMessage();
        }
        Throwable root = failure;
        while (!(root instanceof FileSystemException) && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof FileSystemException) {
            return Faults.line(root);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
